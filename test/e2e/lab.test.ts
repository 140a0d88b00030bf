import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';

const root = fileURLToPath(new URL('../..', import.meta.url));
const loopback = z.string().regex(/^http:\/\/127\.0\.0\.1:\d+$/);
const address = z.strictObject({
  schemaVersion: z.literal(1),
  github: z.strictObject({
    apiUrl: loopback,
    repository: z.literal('acme/functions'),
    tokens: z.strictObject({
      author: z.string().min(1),
      reviewer: z.string().min(1),
      maintainer: z.string().min(1),
      outsider: z.string().min(1),
    }),
  }),
  aws: z.strictObject({
    endpointUrl: loopback,
    region: z.literal('eu-west-1'),
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    definition: z.string().regex(/^s3:\/\/[^/]+\/experiments\.yml$/),
  }),
  clientUrl: loopback,
  dashboardUrl: z.null(),
});

let program: ChildProcessByStdio<null, Readable, null>;
let lines: string[];
let lab: z.output<typeof address>;
beforeAll(async () => {
  program = spawn(process.execPath, ['lab/main.ts', '--no-traffic'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  lines = [];
  const output = createInterface({ input: program.stdout });
  output.on('line', (line) => lines.push(line));
  await Promise.race([once(output, 'line'), once(program, 'exit')]);
  lab = address.parse(JSON.parse(lines[0] ?? ''));
}, 120_000);
afterAll(async () => {
  program.kill('SIGKILL');
});

/** Process id of the child whose command line names this. */
async function childOf(parent: number | undefined, named: string): Promise<number> {
  const children = await readFile(`/proc/${parent}/task/${parent}/children`, 'utf8');
  for (const pid of children.trim().split(' ')) {
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(named)) return Number(pid);
  }
  throw new Error(`process ${parent} has no child ${named}`);
}

describe('npm run lab', () => {
  it('prints one line of JSON when it is ready', () => {
    expect(lines).toHaveLength(1);
  });

  it('serves the user’s function to clients', async () => {
    const answer = await fetch(`${lab.clientUrl}/round?number=62.5`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.text()).toBe('{"number":62.5,"rounded":63}');
  });

  it('holds the service, its configuration and both kinds of workflow in acme/functions', async () => {
    const ask = async (path: string) => {
      const answer = await fetch(`${lab.github.apiUrl}/repos/acme/functions/contents/${path}`, {
        headers: { authorization: `Bearer ${lab.github.tokens.author}` },
      });
      return answer.status;
    };
    const paths = [
      'serverless.yml',
      'round/handler.mjs',
      '.github/scientist.yml',
      '.github/workflows/scientist-gate.yml',
      '.github/workflows/scientist-package.yml',
    ];
    expect(await Promise.all(paths.map(ask))).toEqual(paths.map(() => 200));
  });

  it('has the experiment in the definition, on the user’s own API', async () => {
    const { hostname: Bucket, pathname } = new URL(lab.aws.definition);
    const client = new S3Client({
      endpoint: lab.aws.endpointUrl,
      region: lab.aws.region,
      credentials: { accessKeyId: lab.aws.accessKeyId, secretAccessKey: lab.aws.secretAccessKey },
      forcePathStyle: true,
    });
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: pathname.slice(1) }));
    const text = await Body?.transformToString();
    client.destroy();
    expect(text).toMatch(/rounding-float:[\s\S]*api:\s+id: '[0-9a-f]{8}'\s+route: GET \/round/);
  });

  it('ends with the last words of its AWS when that ends by itself, and leaves nothing behind', async () => {
    const other = spawn(process.execPath, ['lab/main.ts', '--no-traffic'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    other.stderr.on('data', (chunk) => {
      said += chunk;
    });
    const exited = once(other, 'close');
    const [line] = await once(createInterface({ input: other.stdout }), 'line');
    const started = address.parse(JSON.parse(line));
    process.kill(await childOf(other.pid, 'start_ministack.py'), 'SIGKILL');
    expect(await exited).toEqual([3, null]);
    expect(said).toMatch(/lab: it ended with SIGKILL.*; expected MiniStack.*Start anew.*aws\.log\n$/);
    await expect(fetch(started.github.apiUrl)).rejects.toThrow('fetch failed');
  }, 120_000);

  it('ends in order when Ctrl-C reaches it twice, and leaves no port open', async () => {
    const exited = once(program, 'exit');
    program.kill('SIGINT');
    program.kill('SIGINT');
    expect(await exited).toEqual([0, null]);
    const closed = [lab.clientUrl, lab.aws.endpointUrl, lab.github.apiUrl].map((url) =>
      expect(fetch(url)).rejects.toThrow('fetch failed'),
    );
    await Promise.all(closed);
  });
});
