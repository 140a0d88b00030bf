import { type Json, parseJson, textAt } from '../../../lab/github/json.ts';
import { type GithubLab, startGithub } from '../../../lab/github/start-github.ts';
import type { GitHubPort } from '../../../src/gate/ports.ts';
import { connectGithub } from '../../../src/github/connect-github.ts';

type Person = keyof GithubLab['tokens'];

/** The lab's GitHub, people who use its API, and our own connection with a workflow's token. */
export interface GithubFixture {
  readonly lab: GithubLab;
  readonly port: GitHubPort;
  readonly as: (person: Person, method: string, path: string, body?: Json) => Promise<Json>;
  /** Pushes a file to a branch as the author; returns the commit's SHA. */
  readonly push: (branch: string, path: string, content: string) => Promise<string>;
  /** Pushes a new file to a branch as a workflow does; returns the commit's SHA. */
  readonly pushAsBot: (branch: string, path: string, content: string) => Promise<string>;
  /** Branches off `main`, pushes one file and opens a pull request; returns its number and head. */
  readonly open: (branch: string, path: string) => Promise<{ number: number; headSha: string }>;
}

/** Permissions of the gate's job in the template workflow. */
export const gatePermissions = {
  actions: 'read',
  checks: 'write',
  contents: 'read',
  pull_requests: 'write',
} as const;

/** Starts it with a configuration on `main`; private unless said otherwise. */
export async function startGithubFixture(options: { private?: boolean } = {}): Promise<GithubFixture> {
  const lab = await startGithub({
    ...options,
    files: { '.github/scientist.yml': 'version: 1 # é\n', 'round/handler.mjs': '// one\n' },
  });
  const as: GithubFixture['as'] = async (person, method, path, body) => {
    const answer = await fetch(`${lab.apiUrl}/repos/${lab.repository}${path}`, {
      method,
      headers: { authorization: `Bearer ${lab.tokens[person]}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text === '' ? null : parseJson(text);
  };
  const push: GithubFixture['push'] = async (branch, path, content) => {
    const known = await as('author', 'GET', `/contents/${path}?ref=${branch}`).catch(() => null);
    const answer = await as('author', 'PUT', `/contents/${path}`, {
      message: `Change ${path}`,
      content: Buffer.from(content).toString('base64'),
      branch,
      ...(known === null ? {} : { sha: textAt(known, 'sha') }),
    });
    return textAt(answer, 'commit', 'sha');
  };
  return {
    lab,
    port: await connect(lab, await lab.appToken(gatePermissions)),
    as,
    push,
    pushAsBot: async (branch, path, content) => {
      const answer = await fetch(`${lab.apiUrl}/repos/${lab.repository}/contents/${path}`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${await lab.appToken({ contents: 'write' })}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          message: `Add ${path}`,
          content: Buffer.from(content).toString('base64'),
          branch,
        }),
      });
      return textAt(parseJson(await answer.text()), 'commit', 'sha');
    },
    open: async (branch, path) => {
      const main = await as('author', 'GET', '/git/ref/heads/main');
      await as('author', 'POST', '/git/refs', {
        ref: `refs/heads/${branch}`,
        sha: textAt(main, 'object', 'sha'),
      });
      const headSha = await push(branch, path, `// ${branch}\n`);
      const pull = await as('author', 'POST', '/pulls', {
        title: `Try ${branch}`,
        head: branch,
        base: 'main',
      });
      return { number: Number(JSON.parse(JSON.stringify(pull)).number), headSha };
    },
  };
}

/** Connects with a token, without the pauses that github.com asks for. */
export function connect(lab: GithubLab, token: string): Promise<GitHubPort> {
  return connectGithub({ token, apiUrl: lab.apiUrl, repository: lab.repository, pace: 'none' });
}
