import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/run-command.ts';
import { builtProgram, runProgram } from '../harness/built-program.ts';
import { configurationOf, scratchFolder, writeFiles } from './scratch-folder.ts';

const folder = scratchFolder();
const validate = (...programArguments: readonly string[]) =>
  runProgram('src/cli.ts', ['validate', ...programArguments], { cwd: folder });

/** Runs a line of shell in the folder; `$NODE "$PROGRAM"` is the command line. */
async function inShell(line: string) {
  const env = { PATH: '/usr/bin:/bin', NODE: process.execPath, PROGRAM: await builtProgram('src/cli.ts') };
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', line], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const experiments = `experiments:
  rounding-float:
    comparators:
      - body:
      - statuscode:
    path: round
    control:
      name: Round
      arn: arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:acme-functions-round
`;

writeFiles(folder, {
  'experiments.yml': experiments,
  'crlf.yml': experiments.replaceAll('\n', '\r\n'),
  'bom.yml': `\ufeff${experiments}`,
  'quoted.yml': experiments.replace('experiments:', '"experiments":'),
  'scientist.yml': configurationOf(),
  'scientist-manifest.json': '{"schemaVersion": 1, "functions": {"round": {"artifact": "round.zip"}}}',
  'wrong key.yml': experiments.replace('path: round', 'paht: round'),
  'bad-arn.yml': experiments.replace('arn:aws:lambda', 'arn:lambda'),
  'no-yaml.yml': 'experiments: {round: [}\n',
  'prose.yml': `"round"\n\n## What it is\n\n${'and much that is no YAML '.repeat(100)}\n`,
  'unclosed.json': '{"schemaVersion": 1',
  'wrong-config.yml': configurationOf().replace('version: 1', 'version: 2'),
  'empty.yml': '',
  'binary.yml': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]),
  'latin1.yml': Buffer.from('experiments:\n  caf\xe9: 1\n', 'latin1'),
  'huge.yml': `# ${'x'.repeat(2_000_000)}\n`,
});

describe('validate', () => {
  it.each([
    ['experiments.yml', 'definition file'],
    ['crlf.yml', 'definition file'],
    ['bom.yml', 'definition file'],
    ['quoted.yml', 'definition file'],
    ['scientist.yml', 'configuration'],
    ['scientist-manifest.json', 'manifest'],
  ])('says that %s is a valid %s', async (file, kind) => {
    expect(await validate(file)).toEqual({ code: 0, stdout: `${file}: a valid ${kind}\n`, stderr: '' });
    const { code, stdout } = await validate(file, '--json');
    expect({ code, data: JSON.parse(stdout) }).toEqual({
      code: 0,
      data: { file, kind, valid: true, problems: [] },
    });
  });

  it.each([
    ['wrong key.yml', /^wrong key\.yml:6:5: .*unknown key "paht"/m],
    ['bad-arn.yml', /^bad-arn\.yml:9:12: .*arn/m],
    ['no-yaml.yml', /^no-yaml\.yml:1:\d+: /m],
    ['prose.yml', /^prose\.yml:\d+:\d+: /m],
    ['unclosed.json', /^unclosed\.json:1:\d+: /m],
    ['wrong-config.yml', /^wrong-config\.yml:1:10: version: expected 1$/m],
    ['empty.yml', /^empty\.yml:1:1: /m],
    ['binary.yml', /^binary\.yml:1:1: expected text, found a binary file$/m],
    ['latin1.yml', /^latin1\.yml:1:1: expected text in UTF-8/m],
    ['huge.yml', /^huge\.yml:1:1: expected at most 1048576 bytes/m],
  ])('names the place in %s and ends with 1', async (file, problem) => {
    const { code, stdout, stderr } = await validate(file);
    expect(stdout).toMatch(problem);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    for (const line of stdout.trimEnd().split('\n')) {
      expect(line).toMatch(/^.+:\d+:\d+: \S/);
      expect(line.length).toBeLessThan(250);
    }
  });

  it.each(['examples/round/experiments.yml', 'templates/scientist.yml'])('finds %s valid', async (file) => {
    expect(await validate(join(root, file))).toMatchObject({ code: 0 });
  });

  it('gives machines each problem with its place', async () => {
    const { code, stdout } = await validate('wrong key.yml', '--json');
    const data = JSON.parse(stdout);
    expect({ code, ...data }).toMatchObject({ code: 1, valid: false, kind: 'definition file' });
    expect(data.problems).toContainEqual({
      line: 6,
      column: 5,
      message: expect.stringContaining('unknown key "paht"'),
    });
  });

  it('takes a path with spaces from another folder', async () => {
    const { code, stdout } = await runProgram('src/cli.ts', ['validate', join(folder, 'experiments.yml')]);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `${join(folder, 'experiments.yml')}: a valid definition file\n`,
    });
  });

  it('reads a pipe, and no more of an endless one than a file may have', async () => {
    const piped = await inShell('cat experiments.yml | "$NODE" "$PROGRAM" validate /dev/stdin');
    expect(piped).toEqual({ status: 0, stdout: '/dev/stdin: a valid definition file\n', stderr: '' });
    const { code, stdout } = await validate('/dev/zero');
    expect({ code, stdout }).toMatchObject({ code: 1, stdout: expect.stringContaining('at most') });
  });

  it('is wrong usage for a folder', async () => {
    const { code, stdout, stderr } = await validate('.');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/it is a folder; expected a file at \./);
  });

  it('does not mind that nobody reads on', async () => {
    const { status, stderr } = await inShell('"$NODE" "$PROGRAM" validate experiments.yml | true');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });
});
