import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { at, type Json, numberAt, parseJson, textAt } from '../../../lab/github/json.ts';
import { type GithubLab, startGithub } from '../../../lab/github/start-github.ts';
import { type Runner, startRunner } from '../../../lab/runner/start-runner.ts';

/** This repository. */
const root = join(import.meta.dirname, '..', '..', '..');

/** A service as a user of the product has it, small enough to package in a second. */
const service: Readonly<Record<string, string>> = {
  'serverless.yml': `service: acme-functions
provider: { name: aws, runtime: nodejs24.x, region: eu-west-1 }
package: { individually: true, patterns: ['!**'] }
functions:
  round:
    handler: round/handler.handler
    package: { patterns: ['round/**'] }
`,
  'round/handler.mjs': 'export const handler = async () => ({ statusCode: 200 });\n',
};

/** Stands in for the built command line: leaves what the gate would fetch, and tells what it could see. */
const standInCli = `import { mkdirSync, copyFileSync, writeFileSync } from 'node:fs';
mkdirSync('.scientist', { recursive: true });
copyFileSync('.serverless/round.zip', '.scientist/round.zip');
const manifest = { schemaVersion: 1, functions: { round: { artifact: 'round.zip' } } };
writeFileSync('.scientist/scientist-manifest.json', JSON.stringify(manifest));
writeFileSync('.scientist/seen.json', JSON.stringify(process.env));
`;

/** Stands in for the built action: writes down how it was started. */
const standInAction = `import { appendFileSync, readFileSync } from 'node:fs';
const event = JSON.parse(readFileSync(process.env.GITHUB_EVENT_PATH, 'utf8'));
appendFileSync(process.env.GITHUB_OUTPUT, 'decision=waiting\\n');
appendFileSync(new URL('started.jsonl', import.meta.url), JSON.stringify({ env: process.env, event }) + '\\n');
`;

const actionYml = `name: scientist
inputs:
  github-token: { default: '\${{ github.token }}' }
  config: { default: .github/scientist.yml }
runs: { using: node24, main: dist/index.js }
`;

/** A lab whose product is a stand-in that only notes how it was run. */
export interface LabFixture {
  readonly github: GithubLab;
  readonly runner: Runner;
  readonly folder: string;
  readonly lines: string[];
  /** Every start of the action so far: its environment and event. */
  readonly starts: () => Promise<readonly Json[]>;
  readonly call: (token: string, method: string, path: string, body?: Json) => Promise<Json>;
  /** Ana branches off `main`, writes one file, opens a pull request. Returns its number and head. */
  readonly openPull: (
    branch: string,
    path: string,
    text: string,
  ) => Promise<{ number: number; head: string }>;
  readonly close: () => Promise<void>;
}

/** What may differ from the usual. */
export interface LabFixtureOptions {
  /** Files on `main` beside or instead of the usual ones. */
  readonly files?: Readonly<Record<string, string>>;
  /** Text of `dist/index.js`. */
  readonly action?: string;
  readonly scheduleSeconds?: number;
}

/** Starts GitHub and runners with the template workflows installed. */
export async function startLab(options: LabFixtureOptions = {}): Promise<LabFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'scientist-lab-test-'));
  await put(folder, 'dist/cli.js', standInCli);
  await put(folder, 'dist/index.js', options.action ?? standInAction);
  await put(folder, 'package.json', '{"type":"module"}');
  await put(folder, 'action.yml', actionYml);
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const github = await startGithub({ files: { ...(await templates()), ...service, ...options.files } });
  const lines: string[] = [];
  const runner = await startRunner({
    github,
    repositoryRoot: folder,
    awsEnvironment: {
      AWS_ACCESS_KEY_ID: 'lab',
      AWS_SECRET_ACCESS_KEY: 'lab',
      AWS_REGION: 'eu-west-1',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    },
    scheduleSeconds: options.scheduleSeconds ?? 0,
    log: (line) => lines.push(line),
  });
  return {
    github,
    runner,
    folder,
    lines,
    starts: async () => {
      const text = await readFile(join(folder, 'dist', 'started.jsonl'), 'utf8').catch(() => '');
      return text.split('\n').filter(Boolean).map(parseJson);
    },
    call: (token, method, path, body) => call(github, token, method, path, body),
    openPull: (branch, path, text) => openPull(github, branch, path, text),
    close: async () => {
      await runner.close();
      await github.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function templates(): Promise<Record<string, string>> {
  const names = ['scientist-package.yml', 'scientist-gate.yml', 'scientist-review-signal.yml'];
  const read = names.map(
    async (name): Promise<[string, string]> => [
      `.github/workflows/${name}`,
      await readFile(join(root, 'templates', 'workflows', name), 'utf8'),
    ],
  );
  return Object.fromEntries(await Promise.all(read));
}

async function put(folder: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

async function call(
  github: GithubLab,
  token: string,
  method: string,
  path: string,
  body?: Json,
): Promise<Json> {
  const response = await fetch(`${github.apiUrl}/repos/${github.repository}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text === '' ? null : parseJson(text);
}

async function openPull(github: GithubLab, branch: string, path: string, text: string) {
  const { author } = github.tokens;
  const main = textAt(await call(github, author, 'GET', '/git/ref/heads/main'), 'object', 'sha');
  await call(github, author, 'POST', '/git/refs', { ref: `refs/heads/${branch}`, sha: main });
  const listing = await call(github, author, 'GET', `/git/trees/${main}?recursive=1`);
  const entries = at(listing, 'tree');
  const known = (Array.isArray(entries) ? entries : []).find((entry) => at(entry, 'path') === path);
  await call(github, author, 'PUT', `/contents/${path}`, {
    message: `Change ${path}`,
    branch,
    content: Buffer.from(text).toString('base64'),
    ...(known === undefined ? {} : { sha: textAt(known, 'sha') }),
  });
  const pull = await call(github, author, 'POST', '/pulls', { title: branch, head: branch, base: 'main' });
  return { number: numberAt(pull, 'number'), head: textAt(pull, 'head', 'sha') };
}
