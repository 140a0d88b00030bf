import { describe, expect, it } from 'vitest';
import { version } from '../../src/version.ts';
import { runProgram } from '../harness/built-program.ts';
import { configurationOf, scratchFolder, writeFiles } from './scratch-folder.ts';

const run = (programArguments: readonly string[], cwd?: string) =>
  runProgram('src/cli.ts', programArguments, cwd === undefined ? {} : { cwd });
const commands = ['package', 'validate', 'verdict', 'status', 'rollback', 'stop', 'detach', 'lab'];
const folder = scratchFolder();

describe('help', () => {
  it('lists the commands that exist, and what exit codes mean', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+)[ [<]/gm)].map(([, name]) => name);
    expect(listed).toEqual([...commands, 'help']);
    expect(stdout).toContain('Exit codes: 0 done, 1 the answer is no, 2 wrong usage, 3 could not find out.');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each(commands)('of %s tells its options', async (command) => {
    const { code, stdout, stderr } = await run([command, '--help']);
    expect(stdout).toContain(`Usage: serverless-scientist ${command}`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it.each(commands.filter((command) => command !== 'lab'))('of %s offers --json', async (command) => {
    expect((await run([command, '--help'])).stdout).toContain('--json');
  });

  it('prints the version', async () => {
    expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });
});

describe('wrong usage', () => {
  it.each([
    ['no command', [], /Usage: serverless-scientist/],
    ['a misspelt command', ['statsu'], /unknown command 'statsu'\n\(Did you mean status\?\)/],
    ['an unknown command', ['dance'], /unknown command 'dance'/],
    ['an unknown option', ['status', '--jsno'], /unknown option '--jsno'\n\(Did you mean --json\?\)/],
    ['a missing argument', ['validate'], /missing required argument 'file'/],
    ['one argument too many', ['validate', 'a', 'b'], /too many arguments/],
    ['an option without its value', ['status', '--config'], /argument missing/],
    ['a bundle that is not there', ['verdict', 'nowhere.json'], /nowhere\.json/],
    ['a folder for a bundle', ['verdict', '.'], /it is a folder/],
    ['a sha256 that is none', ['verdict', 'nowhere.json', '--sha256', 'abc'], /64 hexadecimal digits/],
    ['half of a route', ['detach', '--api', 'abc'], /expected a function, or --api together with --route/],
    [
      'a function and a route',
      ['detach', 'round', '--api', 'a', '--route', 'GET /'],
      /^a function, --api and --route; expected a function, or --api together with --route\./,
    ],
    ['a region without an API', ['detach', 'round', '--region', 'eu-west-1'], /^a function and --region; /],
    [
      'no route',
      ['detach', '--api', 'a', '--route', 'GTE /x'],
      /--route "GTE \/x"; expected a route such as/,
    ],
    ['no region', ['detach', '--api', 'a', '--route', 'GET /x'], /Add, say, --region eu-west-1/],
    ['a file that is not there', ['validate', 'nowhere.yml'], /nowhere\.yml/],
    ['no configuration', ['status'], /--config/],
    ['a configuration that is not there', ['status', '--config', 'nowhere.yml'], /nowhere\.yml/],
    ['no service', ['package'], /serverless\.yml/],
  ])('is %s: exit code 2, a sentence on stderr, nothing on stdout', async (_, programArguments, sentence) => {
    const { code, stdout, stderr } = await run(programArguments, folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('is a function that the configuration does not have, or none where there are several', async () => {
    writeFiles(folder, { 'two/.github/scientist.yml': configurationOf('round', 'square') });
    for (const named of [['triangle'], []]) {
      const { code, stderr } = await run(['rollback', ...named], `${folder}/two`);
      expect(code).toBe(2);
      expect(stderr).toContain('one of the functions round, square');
    }
  });
});

describe('an old Node', () => {
  it('is not told what later releases of the bundled AWS SDK would want of it', async () => {
    writeFiles(folder, { 'one/.github/scientist.yml': configurationOf('round') });
    const asNode20 = "Object.defineProperty(process, 'version', { value: 'v20.20.2' })";
    const { code, stderr } = await runProgram('src/cli.ts', ['status'], {
      cwd: `${folder}/one`,
      env: {
        NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(asNode20)}`,
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^AWS could not describe the stack/);
  });
});

describe('lab', () => {
  it('says where to get it where the bundle stands in no clone', async () => {
    const { code, stdout, stderr } = await run(['lab', '--no-traffic']);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('Clone serverless-scientist and run `npm run lab` there.');
  });
});

describe('what is printed', () => {
  it.each([{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1', NO_COLOR: '1' }])(
    'has no colours under %o',
    async (env) => {
      const colour = String.fromCharCode(27);
      for (const programArguments of [['--help'], ['dance'], ['validate', 'nowhere.yml']]) {
        const { stdout, stderr } = await runProgram('src/cli.ts', programArguments, { env });
        expect(stdout + stderr).not.toContain(colour);
      }
    },
  );
});
