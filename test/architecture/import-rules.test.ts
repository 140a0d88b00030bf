import { describe, expect, it } from 'vitest';
import { sourceFolders } from '../../scripts/source-folders.ts';
import { cruiseImports, cruiseRepository, type Import } from './cruise-fixture.ts';

const contract = 'scientist-runtime/contract/experiments.ts';
const core = 'scientist-runtime/core/routing.ts';
const shell = 'scientist-runtime/shell/invoke.ts';
const front = 'scientist-runtime/front.ts';
const tick = 'scientist-runtime/tick.ts';
const errors = 'src/errors.ts';
const statistics = 'src/statistics/verdict.ts';
const release = 'src/release/next-step.ts';
const inputs = 'src/inputs/config.ts';
const report = 'src/report/comment.ts';
const ports = 'src/gate/ports.ts';
const runGate = 'src/gate/run-gate.ts';
const github = 'src/github/write-comment.ts';
const aws = 'src/aws/functions.ts';
const runAction = 'src/run-action.ts';
const cli = 'src/cli.ts';
const main = 'src/main.ts';
const soak = 'prove/soaks/soak.ts';

/** A forbidden import and the rule that must stop it. Each rule of the configuration has a row at least. */
const forbidden: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['errors-sees-only-its-ground', errors, contract],
  ['contract-sees-only-its-ground', contract, release],
  ['contract-sees-only-its-ground', contract, core],
  ['statistics-sees-only-its-ground', statistics, release],
  ['release-sees-only-its-ground', release, inputs],
  ['release-sees-only-its-ground', release, ports],
  ['core-sees-only-its-ground', core, release],
  ['core-sees-only-its-ground', core, shell],
  ['inputs-sees-only-its-ground', inputs, report],
  ['inputs-sees-only-its-ground', inputs, core],
  ['report-sees-only-its-ground', report, inputs],
  ['report-sees-only-its-ground', report, github],
  ['ports-sees-only-its-ground', ports, aws],
  ['ports-sees-only-its-ground', ports, runGate],
  ['github-sees-only-its-ground', github, aws],
  ['github-sees-only-its-ground', github, runGate],
  ['aws-sees-only-its-ground', aws, github],
  ['aws-sees-only-its-ground', aws, shell],
  ['shell-sees-only-its-ground', shell, release],
  ['shell-sees-only-its-ground', shell, tick],
  ['gate-sees-only-its-ground', runGate, runAction],
  ['gate-sees-only-its-ground', runGate, core],
  ['handlers-sees-only-its-ground', tick, aws],
  ['run-action-sees-only-its-ground', runAction, cli],
  ['cli-sees-only-its-ground', cli, main],
  ['main-sees-only-its-ground', main, cli],
  ['lab-sees-only-its-ground', 'lab/demo.ts', statistics],
  ['lab-sees-only-its-ground', 'lab/demo.ts', 'bench/main.ts'],
  ['bench-sees-only-its-ground', 'bench/main.ts', aws],
  ['bench-sees-only-its-ground', 'bench/main.ts', 'prove/main.ts'],
  ['prove-sees-only-its-ground', 'prove/main.ts', release],
  ['prove-sees-only-its-ground', 'prove/main.ts', 'bench/main.ts'],
  ['soaks-sees-only-its-ground', soak, 'prove/main.ts'],
  ['soaks-sees-only-its-ground', soak, 'test/harness/stub-aws.ts'],
  ['statistics-sees-only-its-ground', statistics, soak],
  ['lab-sees-only-its-ground', 'lab/demo.ts', soak],
  ['scripts-sees-only-its-ground', 'scripts/test.ts', 'lab/demo.ts'],
  ...[contract, core, statistics, release, inputs, report, soak].flatMap((from) => [
    ['pure-without-io', from, 'node:fs'] as const,
    ['pure-without-services', from, '@aws-sdk/client-s3'] as const,
  ]),
  ['pure-without-io', inputs, 'node:timers/promises'],
  ['pure-without-services', report, '@octokit/rest'],
  ['pure-without-services', release, '@actions/core'],
  ['front-without-packages', front, 'yaml'],
  ['no-development-packages', aws, 'yazl'],
  ['nothing-unresolved', aws, 'a-package-that-nobody-has'],
  ['tests-stay-outside', aws, 'test/aws/fakes.ts'],
  ['tests-stay-outside', 'lab/demo.ts', 'test/aws/fakes.ts'],
  ['tests-stay-outside', 'bench/main.ts', 'test/aws/fakes.ts'],
  ['harness-for-trials-only', 'lab/demo.ts', 'test/harness/stub-aws.ts'],
];

const allowed: readonly Import[] = [
  { from: contract, to: errors },
  { from: statistics, to: contract },
  { from: release, to: statistics },
  { from: core, to: statistics },
  { from: core, to: 'node:crypto' },
  { from: contract, to: 'zod' },
  { from: inputs, to: 'yaml' },
  { from: inputs, to: release },
  { from: report, to: release },
  { from: github, to: ports },
  { from: github, to: '@octokit/rest' },
  { from: aws, to: ports },
  { from: aws, to: '@aws-sdk/client-s3' },
  { from: aws, to: 'node:fs' },
  { from: shell, to: core },
  { from: tick, to: shell },
  { from: tick, to: '@aws-sdk/client-s3' },
  { from: runGate, to: report },
  { from: runAction, to: runGate },
  { from: runAction, to: github },
  { from: runAction, to: aws },
  { from: cli, to: runAction },
  { from: main, to: runAction },
  { from: 'lab/demo.ts', to: contract },
  { from: 'bench/main.ts', to: 'lab/demo.ts' },
  { from: 'bench/main.ts', to: 'test/harness/stub-aws.ts' },
  { from: 'bench/main.ts', to: statistics },
  { from: 'bench/main.ts', to: soak },
  { from: 'prove/main.ts', to: 'test/harness/stub-aws.ts' },
  { from: 'prove/main.ts', to: statistics },
  { from: 'prove/main.ts', to: soak },
  { from: soak, to: statistics },
  { from: soak, to: contract },
  { from: 'test/aws/functions.test.ts', to: aws },
];

describe('the import rules', () => {
  const asValues = cruiseImports(forbidden.map(([, from, to]) => ({ from, to })));
  const ofOwnFiles = forbidden.filter(([, , to]) => to.endsWith('.ts'));
  const asTypes = cruiseImports(ofOwnFiles.map(([, from, to]) => ({ from, to, type: true })));

  it.each(forbidden)('%s stops %s from importing %s', (rule, from, to) => {
    expect(asValues.violations).toContainEqual({
      rule,
      from,
      to: expect.stringContaining(to.replace(/^node:/, '')),
    });
  });

  it.each(ofOwnFiles)('%s stops %s from importing a type of %s', (rule, from, to) => {
    expect(asTypes.violations).toContainEqual({ rule, from, to });
  });

  it('no-cycles stops two files that import each other, by type too', () => {
    const { violations } = cruiseImports([
      { from: 'src/aws/a.ts', to: 'src/aws/b.ts' },
      { from: 'src/aws/b.ts', to: 'src/aws/a.ts', type: true },
    ]);
    expect(violations.map(({ rule }) => rule)).toContain('no-cycles');
  });

  it('let every import pass that follows the direction', () => {
    expect(cruiseImports(allowed).violations).toEqual([]);
  });

  it('each say why', () => {
    expect(asValues.rules.filter(({ comment }) => comment.length < 20)).toEqual([]);
  });

  it('are all proven here', () => {
    const proven = new Set([...forbidden.map(([rule]) => rule), 'no-cycles']);
    expect(new Set(asValues.rules.map(({ name }) => name))).toEqual(proven);
  });
});

describe('the repository', () => {
  it('is really analysed, file by file, and keeps the rules', () => {
    const { modules, violations } = cruiseRepository(sourceFolders);
    expect(modules).toBeGreaterThan(50);
    expect(violations).toEqual([]);
  });
});
