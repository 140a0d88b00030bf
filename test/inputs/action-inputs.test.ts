import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inputNames, outputNames, parseActionInputs } from '../../src/inputs/action-inputs.ts';

const declared = parse(await readFile(join(import.meta.dirname, '../../action.yml'), 'utf8'));

const environment = {
  'INPUT_GITHUB-TOKEN': 'token',
  INPUT_CONFIG: '.github/scientist.yml',
  INPUT_PACKAGE: '',
  'INPUT_DRY-RUN': 'false',
  GITHUB_EVENT_NAME: 'schedule',
  GITHUB_EVENT_PATH: '/event.json',
  GITHUB_REPOSITORY: 'acme/functions',
  GITHUB_API_URL: 'https://github.example.test/api/v3',
  GITHUB_SERVER_URL: 'https://github.example.test/',
  GITHUB_RUN_ID: '42',
};

describe('action.yml', () => {
  it('declares exactly the inputs and outputs that the code knows, each described', () => {
    expect(Object.keys(declared.inputs)).toEqual([...inputNames]);
    expect(Object.keys(declared.outputs)).toEqual([...outputNames]);
    for (const { description } of [...Object.values<{ description: string }>(declared.inputs)]) {
      expect(description).toMatch(/\w{3}/);
    }
  });

  it('runs the bundle on Node 24', () => {
    expect(declared.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
  });

  it('has the defaults that the code has', () => {
    const defaults = Object.fromEntries(
      Object.entries<{ default: string }>(declared.inputs).map(([name, { default: value }]) => [
        `INPUT_${name.toUpperCase()}`,
        value,
      ]),
    );
    const { INPUT_CONFIG, INPUT_PACKAGE, 'INPUT_DRY-RUN': dryRun, ...bare } = environment;
    expect([INPUT_CONFIG, INPUT_PACKAGE, dryRun]).toEqual([
      defaults.INPUT_CONFIG,
      defaults.INPUT_PACKAGE,
      defaults['INPUT_DRY-RUN'],
    ]);
    expect(parseActionInputs(bare)).toEqual(parseActionInputs({ ...bare, INPUT_CONFIG, INPUT_PACKAGE }));
  });
});

describe('the inputs', () => {
  it('are read from what a runner sets', () => {
    expect(parseActionInputs({ ...environment, 'INPUT_DRY-RUN': 'TRUE', INPUT_PACKAGE: 'out' })).toEqual({
      githubToken: 'token',
      configPath: '.github/scientist.yml',
      packagePath: 'out',
      dryRun: true,
      eventName: 'schedule',
      eventPath: '/event.json',
      repository: 'acme/functions',
      githubApiUrl: 'https://github.example.test/api/v3',
      runUrl: 'https://github.example.test/acme/functions/actions/runs/42',
    });
  });

  it.each(['GITHUB_SERVER_URL', 'GITHUB_RUN_ID'])('name no run without %s', (name) => {
    expect(parseActionInputs({ ...environment, [name]: undefined }).runUrl).toBeNull();
  });

  it.each([
    ['INPUT_GITHUB-TOKEN', undefined, /the input github-token is not set/],
    ['INPUT_GITHUB-TOKEN', '', /the input github-token is empty/],
    ['INPUT_DRY-RUN', 'yes', /the input dry-run is neither true nor false/],
    ['GITHUB_EVENT_NAME', undefined, /GITHUB_EVENT_NAME is not set/],
    ['GITHUB_EVENT_PATH', undefined, /GITHUB_EVENT_PATH is not set/],
    ['GITHUB_REPOSITORY', 'functions', /GITHUB_REPOSITORY is not owner\/name/],
    ['GITHUB_REPOSITORY', 'acme/functions/../other', /GITHUB_REPOSITORY is not owner\/name/],
    ['GITHUB_API_URL', 'api', /GITHUB_API_URL is no address/],
    ['GITHUB_API_URL', 'file:///etc', /GITHUB_API_URL is no address/],
    ['GITHUB_SERVER_URL', 'server', /GITHUB_SERVER_URL is no address/],
    ['GITHUB_RUN_ID', '4/../2', /GITHUB_RUN_ID is no number/],
  ])('are refused where %s is %j', (name, value, problem) => {
    expect(() => parseActionInputs({ ...environment, [name]: value })).toThrow(problem);
  });

  it('never show the token', () => {
    const act = () =>
      parseActionInputs({ ...environment, 'INPUT_GITHUB-TOKEN': 's3cret', GITHUB_EVENT_NAME: '' });
    expect(act).toThrow(expect.objectContaining({ message: expect.not.stringContaining('s3cret') }));
  });
});
