import { type Json, numberAt, objectAt, parseJson, textAt } from '../../../lab/github/json.ts';
import { type GithubLab, type GithubOptions, startGithub } from '../../../lab/github/start-github.ts';

/** An answer as a client sees it. */
export interface Seen {
  readonly status: number;
  readonly body: Json;
  readonly headers: Headers;
}

/** The lab's GitHub and a client for its repository. */
export interface Client {
  readonly github: GithubLab;
  readonly ask: (token: string, method: string, path: string, body?: Json) => Promise<Seen>;
  /** Commits a file as ana; returns the commit. The branch must exist. */
  readonly commit: (branch: string, path: string, text: string) => Promise<string>;
  /** Branches off `main`, commits one file, opens a pull request as ana. */
  readonly openPull: (branch: string, text?: string) => Promise<{ number: number; head: string }>;
}

/** Starts one with a single file on `main`. */
export async function startClient(options: Partial<GithubOptions> = {}): Promise<Client> {
  const github = await startGithub({ files: { 'round/handler.mjs': 'export {};\n' }, ...options });
  const { author } = github.tokens;
  const ask: Client['ask'] = async (token, method, path, body) => {
    const response = await fetch(`${github.apiUrl}/repos/${github.repository}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, body: isJson ? parseJson(text) : text };
  };
  const commit: Client['commit'] = async (branch, path, text) => {
    const known = await ask(author, 'GET', `/contents/${path}?ref=${branch}`);
    const answer = await ask(author, 'PUT', `/contents/${path}`, {
      message: `Change ${path}`,
      branch,
      content: Buffer.from(text).toString('base64'),
      ...(known.status === 200 ? { sha: textAt(known.body, 'sha') } : {}),
    });
    return textAt(answer.body, 'commit', 'sha');
  };
  return {
    github,
    ask,
    commit,
    openPull: async (branch, text = `// ${branch}\n`) => {
      const main = textAt((await ask(author, 'GET', '/git/ref/heads/main')).body, 'object', 'sha');
      await ask(author, 'POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: main });
      await commit(branch, 'round/handler.mjs', text);
      const answer = await ask(author, 'POST', '/pulls', { title: branch, head: branch, base: 'main' });
      const pull = objectAt(answer.body);
      return { number: numberAt(pull, 'number'), head: textAt(pull, 'head', 'sha') };
    },
  };
}
