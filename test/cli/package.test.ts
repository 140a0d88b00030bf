import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseManifest } from '../../scientist-runtime/contract/manifest.ts';
import { root } from '../../scripts/run-command.ts';
import { codeOf } from '../../src/inputs/archive.ts';
import { zipOf } from '../gate/package-zip.ts';
import { runProgram } from '../harness/built-program.ts';
import { configurationOf, scratchFolder, writeFiles } from './scratch-folder.ts';

const folder = scratchFolder();
const service = join(folder, 'repo', 'my service');

/** Runs `package`; telemetry and update checks of the framework stay off. */
const pack = (programArguments: readonly string[], cwd = service) =>
  runProgram('src/cli.ts', ['package', ...programArguments], { cwd, env: { CI: '1', HOME: folder } });

function manifestIn(out: string) {
  const parsed = parseManifest(readFileSync(join(out, 'scientist-manifest.json'), 'utf8'));
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  return parsed.value;
}

/** A packaged service of these functions, as the framework leaves it. */
async function packagedService(into: string, names: Readonly<Record<string, string>>): Promise<void> {
  const template = {
    Resources: Object.fromEntries(
      Object.entries(names).map(([key, FunctionName]) => [
        `${key}LambdaFunction`,
        {
          Type: 'AWS::Lambda::Function',
          Properties: { FunctionName, Code: { S3Key: `some/key/${key}.zip` }, Handler: 'index.handler' },
        },
      ]),
    ),
  };
  const functions = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, { name }]));
  const zip = await zipOf({ 'index.mjs': 'export {};' });
  writeFiles(join(into, '.serverless'), {
    'cloudformation-template-update-stack.json': JSON.stringify(template),
    'serverless-state.json': JSON.stringify({ service: { functions } }),
    ...Object.fromEntries(Object.keys(names).map((key) => [`${key}.zip`, zip])),
  });
}

describe('package of the example', () => {
  beforeAll(() => {
    // Whoever tried the example as its README says has packaged it and installed into it.
    const left = ['.serverless', '.scientist', 'node_modules'];
    const filter = (path: string) => !left.includes(basename(path));
    cpSync(join(root, 'examples/round'), service, { recursive: true, filter });
    symlinkSync(join(root, 'node_modules'), join(service, 'node_modules'));
    mkdirSync(join(folder, 'repo', '.git'));
    writeFiles(join(folder, 'repo'), { '.github/scientist.yml': configurationOf() });
  });

  it('runs the framework, then writes a manifest and the zip that was made', async () => {
    const { code, stdout, stderr } = await pack([]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '.scientist/scientist-manifest.json: round\n' });
    expect(stderr).toMatch(/running .*serverless package/);
    const out = join(service, '.scientist');
    expect(manifestIn(out).functions).toEqual({
      round: {
        control: 'acme-functions-round',
        artifact: 'round.zip',
        handler: 'round/handler.handler',
        runtime: 'nodejs24.x',
        memoryMb: 128,
        timeoutSeconds: 6,
        architecture: 'arm64',
      },
    });
    expect(readdirSync(out).sort()).toEqual(['round.zip', 'scientist-manifest.json']);
    const { contentHash } = await codeOf(readFileSync(join(out, 'round.zip')));
    expect(contentHash).toMatch(/^[0-9a-f]{64}$/);
  }, 60_000);

  it('reads what is there the second time, says how old it is, and leaves nothing of before', async () => {
    const state = join(service, '.serverless', 'serverless-state.json');
    utimesSync(state, new Date(0), new Date(0));
    writeFiles(join(service, '.scientist'), { 'older.zip': 'gone' });
    const { code, stdout, stderr } = await pack(['--json']);
    expect({ code, data: JSON.parse(stdout) }).toEqual({
      code: 0,
      data: { manifest: '.scientist/scientist-manifest.json', functions: ['round'], leftOut: [] },
    });
    expect(stderr).toContain('made at 1970-01-01T00:00:00.000Z; delete it to package anew');
    expect(readdirSync(join(service, '.scientist')).sort()).toEqual(['round.zip', 'scientist-manifest.json']);
  });

  it('takes the folder of the service from anywhere, and writes where it is told', async () => {
    const { code, stdout } = await pack([service, '--out', 'for upload'], folder);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'for upload/scientist-manifest.json: round\n' });
    expect(manifestIn(join(folder, 'for upload')).functions).toHaveProperty('round');
  });

  it('ends with 1 and the framework’s words where the service is broken', async () => {
    const broken = join(folder, 'broken');
    writeFiles(broken, { 'serverless.yml': 'service: x\nfunctions: {a: {handler: q}\n' });
    symlinkSync(join(root, 'node_modules'), join(broken, 'node_modules'));
    const { code, stdout, stderr } = await pack([broken]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('Cannot parse "serverless.yml"');
  }, 60_000);
});

describe('package without a framework', () => {
  it('says how to get one and ends with 3', async () => {
    const bare = join(folder, 'bare');
    writeFiles(bare, { 'serverless.yml': 'service: x\n' });
    const { code, stdout, stderr } = await pack([bare]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('npm install --save-dev "serverless@npm:osls"');
  });
});

describe('package of several functions', () => {
  const several = join(folder, 'several');
  beforeAll(() =>
    packagedService(several, {
      round: 'acme-functions-round',
      rounding: 'acme-rounding',
      other: 'acme-other',
    }),
  );

  it('takes all of them where there is no configuration', async () => {
    const { code, stdout } = await pack(['.'], several);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '.scientist/scientist-manifest.json: round, rounding, other\n',
    });
  });

  it('takes those of the configuration under its names, and says which it lacks', async () => {
    const config = configurationOf('square').replace(
      'functions:\n',
      'functions:\n  half: { control: acme-rounding, experiment: half }\n',
    );
    writeFiles(several, { 'named.yml': config });
    const { code, stdout, stderr } = await pack(['.', '--config', 'named.yml', '--out', 'one'], several);
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'one/scientist-manifest.json: half\n' });
    expect(stderr).toContain(
      'square is not in this package: the service has no function acme-functions-square.',
    );
    expect(readdirSync(join(several, 'one')).sort()).toEqual(['rounding.zip', 'scientist-manifest.json']);
  });

  it('ends with 1 where it has none of the configuration’s, and names what it has', async () => {
    writeFiles(several, { 'none.yml': configurationOf('square') });
    const { code, stdout, stderr } = await pack(['.', '--config', 'none.yml', '--out', 'none'], several);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('it has acme-functions-round, acme-rounding, acme-other');
    expect(existsSync(join(several, 'none'))).toBe(false);
  });

  it('ends with 1 where the configuration is broken, with the place', async () => {
    writeFiles(several, { 'broken.yml': 'version: 2\n' });
    const { code, stderr } = await pack(['.', '--config', 'broken.yml'], several);
    expect(code).toBe(1);
    expect(stderr).toContain('broken.yml:1:10: version: expected 1');
  });

  it.each([
    ['is no zip', async () => Buffer.from('zip of round'), /end of central directory/i],
    ['is empty', async () => Buffer.alloc(0), /end of central directory/i],
    ['was cut off', async () => (await zipOf({ 'index.mjs': 'export {};' })).subarray(0, 60), /directory/],
    [
      'holds a damaged file',
      async () => {
        const zip = Buffer.from(await zipOf({ 'index.mjs': 'export {};' }));
        // 30 bytes of header and the name come first.
        zip.writeUInt8(zip.readUInt8(30 + 'index.mjs'.length + 2) ^ 0xff, 30 + 'index.mjs'.length + 2);
        return zip;
      },
      /The archive was refused/,
    ],
  ])('ends with 1 where a zip %s, names it and what mends it, and writes nothing', async (_, zip, words) => {
    const damaged = join(folder, 'damaged');
    await packagedService(damaged, { round: 'acme-functions-round' });
    writeFiles(join(damaged, '.serverless'), { 'round.zip': await zip() });
    const { code, stdout, stderr } = await pack(['.'], damaged);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(words);
    expect(stderr).toContain('in .serverless/round.zip. Delete .serverless and package again');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(join(damaged, '.scientist'))).toBe(false);
  });

  it.each([
    ['the folder of the service', '.'],
    ['a folder with other files', 'precious'],
    ['a file', 'precious/file.txt'],
  ])('never empties %s', async (_, out) => {
    writeFiles(several, { 'precious/file.txt': 'kept', 'precious/a.zip': 'kept' });
    const { code, stderr } = await pack(['.', '--out', out], several);
    expect(code).toBe(2);
    expect(stderr).toContain('Name another folder with --out');
    expect(readFileSync(join(several, 'precious/file.txt'), 'utf8')).toBe('kept');
    expect(existsSync(join(several, '.serverless'))).toBe(true);
  });

  it('ends with 1 where the package is not finished', async () => {
    rmSync(join(several, '.serverless', 'cloudformation-template-update-stack.json'));
    const { code, stderr } = await pack(['.'], several);
    expect(code).toBe(1);
    expect(stderr).toContain('cloudformation-template-update-stack.json is missing');
  });
});
