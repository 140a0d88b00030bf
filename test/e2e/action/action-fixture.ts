import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Json, parseJson, textAt } from '../../../lab/github/json.ts';
import { startGithub } from '../../../lab/github/start-github.ts';
import { zipOf } from '../../gate/package-zip.ts';
import { type Finished, runProgram } from '../../harness/built-program.ts';
import { configurationText, type RoundAccount, startRoundAccount } from '../aws/round-account.ts';
import { gatePermissions } from '../github/github-fixture.ts';

/** One run of the Action's bundle outside GitHub, with what it left for the next step. */
export interface ActionRun extends Finished {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** The lab's GitHub, an account, and the Action between them as a runner would start it. */
export interface ActionFixture {
  readonly account: RoundAccount;
  /** The token of the run, which no line may hold. */
  readonly token: string;
  /** Runs the bundle for an event; `overlay` changes the environment, where undefined takes a variable away. */
  run(
    eventName: string,
    payload: unknown,
    overlay?: Readonly<Record<string, string | undefined>>,
  ): Promise<ActionRun>;
  /** Branches off main, changes the function and opens a pull request. */
  open(branch: string, path?: string): Promise<{ readonly number: number; readonly headSha: string }>;
  /** Asks GitHub as the author. */
  ask(method: string, path: string, body?: Json): Promise<Json>;
  /** Checks called `scientist` of a commit, newest first. */
  checksOf(
    headSha: string,
  ): Promise<readonly { readonly conclusion: string | null; readonly text: string }[]>;
  /** Comments of a pull request. */
  commentsOf(number: number): Promise<readonly string[]>;
  /** A folder with a manifest and a zip whose handler answers with this. */
  packageOf(answer: string): Promise<string>;
  close(): Promise<void>;
}

export async function startActionFixture(): Promise<ActionFixture> {
  const account = await startRoundAccount();
  const github = await startGithub({
    files: {
      '.github/scientist.yml': configurationText,
      'round/handler.mjs': '// one\n',
      'README.md': 'one\n',
    },
  });
  const token = await github.appToken(gatePermissions);
  const folder = mkdtempSync(join(tmpdir(), 'scientist action '));
  let runs = 0;
  const ask: ActionFixture['ask'] = async (method, path, body) => {
    const answer = await fetch(`${github.apiUrl}/repos/${github.repository}${path}`, {
      method,
      headers: { authorization: `Bearer ${github.tokens.author}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    }
    return text === '' ? null : parseJson(text);
  };
  const listed = (answer: Json): readonly Json[] => (Array.isArray(answer) ? answer : []);
  return {
    account,
    token,
    ask,
    run: async (eventName, payload, overlay = {}) => {
      runs += 1;
      const own = join(folder, String(runs));
      mkdirSync(own);
      const files = {
        event: join(own, 'event.json'),
        output: join(own, 'output'),
        summary: join(own, 'summary'),
      };
      writeFileSync(files.event, JSON.stringify(payload));
      writeFileSync(files.output, '');
      writeFileSync(files.summary, '');
      const environment: Record<string, string | undefined> = {
        ...account.environment,
        'INPUT_GITHUB-TOKEN': token,
        GITHUB_API_URL: github.apiUrl,
        GITHUB_EVENT_NAME: eventName,
        GITHUB_EVENT_PATH: files.event,
        GITHUB_OUTPUT: files.output,
        GITHUB_REPOSITORY: github.repository,
        GITHUB_STEP_SUMMARY: files.summary,
        RUNNER_TEMP: own,
        ...overlay,
      };
      const env = Object.fromEntries(
        Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      );
      const finished = await runProgram('src/main.ts', [], { cwd: own, env });
      return {
        ...finished,
        outputs: outputsIn(readFileSync(files.output, 'utf8')),
        summary: readFileSync(files.summary, 'utf8'),
      };
    },
    open: async (branch, path = 'round/handler.mjs') => {
      const main = await ask('GET', '/git/ref/heads/main');
      await ask('POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: textAt(main, 'object', 'sha') });
      const known = await ask('GET', `/contents/${path}?ref=${branch}`);
      const pushed = await ask('PUT', `/contents/${path}`, {
        message: `Change ${path}`,
        content: Buffer.from(`// ${branch}\n`).toString('base64'),
        branch,
        sha: textAt(known, 'sha'),
      });
      const pull = await ask('POST', '/pulls', { title: `Try ${branch}`, head: branch, base: 'main' });
      const { number } = JSON.parse(JSON.stringify(pull));
      return { number: Number(number), headSha: textAt(pushed, 'commit', 'sha') };
    },
    checksOf: async (headSha) => {
      const answer = JSON.parse(
        JSON.stringify(await ask('GET', `/commits/${headSha}/check-runs?filter=all`)),
      );
      return listed(answer.check_runs)
        .map((check) => JSON.parse(JSON.stringify(check)))
        .filter(({ name }) => name === 'scientist')
        .map(({ conclusion, output }) => ({ conclusion, text: `${output.title}\n${output.summary}` }));
    },
    commentsOf: async (number) =>
      listed(await ask('GET', `/issues/${number}/comments`)).map((comment) => textAt(comment, 'body')),
    packageOf: async (answer) => {
      const into = mkdtempSync(join(folder, 'package '));
      const source = `export const handler = async () => (${JSON.stringify({ statusCode: 200, body: answer })});\n`;
      writeFileSync(join(into, 'round.zip'), await zipOf({ 'index.mjs': source }));
      writeFileSync(
        join(into, 'scientist-manifest.json'),
        JSON.stringify({ schemaVersion: 1, functions: { round: { artifact: 'round.zip' } } }),
      );
      return into;
    },
    close: async () => {
      rmSync(folder, { recursive: true, force: true });
      await github.close();
      await account.close();
    },
  };
}

/** `GITHUB_OUTPUT` as a runner reads it. Source: GitHub's reference of workflow commands, "Multiline strings". */
function outputsIn(text: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  const entry = /^([\w-]+)<<(\S+)\n([\s\S]*?)\n\2$/gm;
  for (const [, name = '', , value = ''] of text.matchAll(entry)) {
    outputs[name] = value;
  }
  return outputs;
}
