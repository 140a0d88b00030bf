import { describe, expect, it } from 'vitest';
import { ScientistError } from '../../src/errors.ts';
import type { AwsPorts, GateRun } from '../../src/gate/gate-run.ts';
import type { GitHubPort } from '../../src/gate/ports.ts';
import { packageFromRuns } from '../../src/gate/read-package.ts';
import { runScope } from '../../src/gate/run-scope.ts';
import type { PullRequestFacts } from '../../src/release/pull-request-facts.ts';
import type { CheckReport } from '../../src/report/check.ts';
import { approve, cleanRows, comment, packagedWorld, run as runGate, soak } from './release-life.ts';
import { controlArn, headSha, type World } from './world.ts';

const configText = `version: 1
runtime: { stack: serverless-scientist, region: eu-west-1 }
functions:
  round: { control: acme-functions-round, experiment: rounding-float, paths: ["round/**"] }
`;

const unavailable = () =>
  new ScientistError('Unavailable', { expected: 'an answer', found: 'none came', remedy: 'Wait' });

/** GitHub with several pull requests, its checks and comments in the order in which they were written. */
class Hub {
  readonly pulls = new Map<number, PullRequestFacts>();
  readonly checks: CheckReport[] = [];
  readonly comments: { readonly number: number; readonly body: string }[] = [];
  readonly said: string[] = [];
  connected = 0;
  config: string | null = configText;
  world: World;
  overlay: Partial<GitHubPort> = {};

  constructor(world: World) {
    this.world = world;
  }

  add(number: number, overlay: Partial<PullRequestFacts> = {}): this {
    const head = String(number).repeat(40).slice(0, 40);
    this.pulls.set(number, { ...this.world.pullRequest, number, headSha: head, ...overlay });
    return this;
  }

  run(overlay: Partial<GateRun> = {}): GateRun {
    const { github: _github, package: _package, nowMs, say: _say, ...aws } = this.world.ports();
    const github: GitHubPort = {
      ...this.world.ports().github,
      listOpenPullRequests: async () => [...this.pulls.values()].filter(({ state }) => state === 'open'),
      readPullRequest: async (number) => {
        const found = this.pulls.get(number);
        if (found === undefined) {
          throw new ScientistError('NotFound', {
            expected: `the pull request ${number}`,
            found: 'there is none',
            remedy: 'Check the number',
          });
        }
        return found;
      },
      readFile: async () => this.config,
      upsertComment: async (number, body) => {
        this.comments.push({ number, body });
        return `https://github.test/pull/${number}#comment`;
      },
      publishCheck: async (check) => void this.checks.push(check),
      ...this.overlay,
    };
    return {
      github,
      packageFor: () => packageFromRuns(github),
      connectAws: async (): Promise<AwsPorts> => {
        this.connected += 1;
        return aws;
      },
      configPath: '.github/scientist.yml',
      runUrl: 'https://github.test/acme/functions/actions/runs/9',
      dryRun: false,
      nowMs,
      say: (line) => void this.said.push(line),
      ...overlay,
    };
  }

  checked(): readonly (readonly [string, string | null])[] {
    return this.checks.map(({ headSha: head, conclusion }) => [head[0] ?? '', conclusion]);
  }
}

/** Three pull requests, of which the second changes nothing of the function. */
async function threePulls(): Promise<Hub> {
  return new Hub(await packagedWorld())
    .add(1)
    .add(2, { changedFiles: ['README.md'] })
    .add(3);
}
const numbersOf = (reported: Awaited<ReturnType<typeof runScope>>['reported']) =>
  reported.map(({ outcome }) => outcome.pullRequest.number);

describe('the pull requests of a run', () => {
  it.each([
    ['one', { kind: 'pull-request', number: 3, headSha: null }, [3]],
    ['those of a head', { kind: 'head', headSha: '2'.repeat(40) }, [2]],
    ['none of an unknown head', { kind: 'head', headSha: '9'.repeat(40) }, []],
    ['all that are open', { kind: 'all' }, [1, 2, 3]],
  ] as const)('are %s', async (_, scope, numbers) => {
    const hub = await threePulls();
    const { reported, failure } = await runScope(hub.run(), scope);
    expect({ numbers: numbersOf(reported), failure }).toEqual({ numbers, failure: null });
  });

  it('are asked whose work they are only where they change a function', async () => {
    const hub = await threePulls();
    const asked: number[] = [];
    const { readAuthorship } = hub.world.ports().github;
    hub.overlay = {
      readAuthorship: (pullRequest) => {
        asked.push(pullRequest.number);
        return readAuthorship(pullRequest);
      },
    };
    await runScope(hub.run(), { kind: 'all' });
    expect(asked).toEqual([1, 3]);
  });

  it('are also those that were begun, closed ones too, so that they are cleaned up', async () => {
    const world = await packagedWorld();
    await runGate(world);
    const hub = new Hub(world).add(7, { headSha, state: 'closed' }).add(8, { changedFiles: [] });
    const { reported } = await runScope(hub.run(), { kind: 'pull-request', number: 8, headSha: null });
    expect(numbersOf(reported)).toEqual([8, 7]);
    expect(world.route).toBe('integrations/former');
  });

  it('begin with those that were begun, so that no number of others keeps these from their turn', async () => {
    const world = await packagedWorld();
    await runGate(world);
    const hub = new Hub(world).add(1, { changedFiles: [] }).add(7, { headSha });
    const { reported } = await runScope(hub.run(), { kind: 'all' });
    expect(numbersOf(reported)).toEqual([7, 1]);
  });

  it('are stopped on request where the open ones cannot be listed, and pass nothing', async () => {
    const world = await packagedWorld();
    await runGate(world);
    comment(world, '/scientist stop');
    const hub = new Hub(world).add(7, { headSha }).add(8, { changedFiles: [] });
    hub.overlay = { listOpenPullRequests: () => Promise.reject(unavailable()) };
    const { reported, failure } = await runScope(hub.run(), {
      kind: 'pull-request',
      number: 8,
      headSha: null,
    });
    expect(numbersOf(reported)).toEqual([8, 7]);
    expect(world.releases.releases['round-pr7']?.shadowing).toBe('off');
    expect(hub.checked().map(([, conclusion]) => conclusion)).toEqual(['failure', 'failure']);
    expect(failure?.message).toContain('open pull requests could not be listed');
  });

  it('are none of another repository’s on the same runtime', async () => {
    const world = await packagedWorld();
    await runGate(world);
    const record = world.releases.releases['round-pr7'];
    if (record === undefined) {
      throw new Error('no soak was begun');
    }
    world.releases = {
      ...world.releases,
      releases: { 'round-pr7': { ...record, repository: 'acme/other' } },
    };
    const hub = new Hub(world).add(8, { changedFiles: [] });
    const { reported } = await runScope(hub.run(), { kind: 'all' });
    expect(numbersOf(reported)).toEqual([8]);
  });

  it('are none for an event that is about none, and why is said', async () => {
    const hub = await threePulls();
    const report = await runScope(hub.run(), { kind: 'none', why: 'the comment is no command' });
    expect(report).toEqual({ reported: [], failure: null });
    expect(hub.said).toEqual(['nothing to do: the comment is no command']);
    expect(hub.connected).toBe(0);
  });

  it('are refused to a merge group, of whose content nothing is known', async () => {
    const hub = await threePulls();
    const scope = { kind: 'merge-group', headSha } as const;
    await expect(runScope(hub.run(), scope)).rejects.toMatchObject({ name: 'InvalidInput' });
  });
});

describe('what is reported', () => {
  it('is a check for each, and a comment where a function is concerned', async () => {
    const hub = await threePulls();
    await runScope(hub.run(), { kind: 'all' });
    expect(hub.checked()).toEqual([
      ['1', null],
      ['2', 'success'],
      ['3', null],
    ]);
    expect(hub.comments.map(({ number }) => number)).toEqual([1, 3]);
  });

  it('comes from one connection to the stack', async () => {
    const hub = await threePulls();
    await runScope(hub.run(), { kind: 'all' });
    expect(hub.connected).toBe(1);
  });

  it('rests on one reading of the configuration, however many there are', async () => {
    const hub = await threePulls();
    const asked: string[] = [];
    hub.overlay = {
      readFile: async (path, ref) => {
        asked.push(`${path} on ${ref}`);
        return configText;
      },
    };
    await runScope(hub.run(), { kind: 'all' });
    expect(asked).toEqual(['.github/scientist.yml on main']);
  });

  it.each([
    ['is missing', null, '.github/scientist.yml on main', undefined],
    [
      'is invalid',
      configText.replace('version: 1', 'version: 2'),
      '.github/scientist.yml:1:10: version',
      expect.stringContaining('releases on record could not be read: .github/scientist.yml:1:10: version'),
    ],
  ])('is a failing check that names the place where the configuration %s', async (_, config, place, red) => {
    const hub = await threePulls();
    hub.config = config;
    const { failure } = await runScope(hub.run(), { kind: 'all' });
    expect(failure?.message).toEqual(red);
    expect(hub.checked()).toEqual([
      ['1', 'failure'],
      ['2', 'failure'],
      ['3', 'failure'],
    ]);
    expect(hub.checks[0]?.title).toMatch(/^Nothing was judged: /);
    expect(hub.checks[0]?.summary.replaceAll('&#46;', '.')).toContain(place);
    expect(hub.comments).toHaveLength(3);
  });

  it('is a failing check where AWS cannot be reached, tried once for all of them', async () => {
    const hub = await threePulls();
    let tried = 0;
    const connectAws = async (): Promise<AwsPorts> => {
      tried += 1;
      throw unavailable();
    };
    const { reported, failure } = await runScope(hub.run({ connectAws }), { kind: 'all' });
    expect(hub.checked().map(([, conclusion]) => conclusion)).toEqual(['failure', 'failure', 'failure']);
    expect(tried).toBe(1);
    expect(numbersOf(reported)).toEqual([1, 2, 3]);
    expect(failure?.message).toMatch(/pull request 1: none came; .*pull request 3: none came/);
  });

  it('is a failing check for a pull request into another branch', async () => {
    const hub = new Hub(await packagedWorld()).add(1, { baseRef: 'release' });
    await runScope(hub.run(), { kind: 'all' });
    expect(hub.checks[0]).toMatchObject({
      conclusion: 'failure',
      title: expect.stringContaining('another branch'),
    });
    expect([...hub.world.functions.keys()]).toEqual(['acme-functions-round']);
  });

  it('is a failing check where a soak was begun before the base was changed, and the soak is taken down', async () => {
    const world = await packagedWorld();
    await runGate(world);
    const hub = new Hub(world).add(7, { headSha, baseRef: 'release' });
    await runScope(hub.run(), { kind: 'all' });
    expect(hub.checks).toMatchObject([
      { conclusion: 'failure', title: expect.stringContaining('another branch') },
    ]);
    expect(world.route).toBe('integrations/former');
    expect([...world.functions.keys()]).toEqual(['acme-functions-round']);
  });

  it('is a failing check where the base was changed after the promotion, which can still be taken back', async () => {
    const world = await packagedWorld();
    await runGate(world);
    soak(world, cleanRows(600, world.nowMs));
    await runGate(world);
    approve(world);
    await runGate(world);
    expect(world.serving()).not.toBe(controlArn);
    const hub = new Hub(world).add(7, { headSha, baseRef: 'release' });
    await runScope(hub.run(), { kind: 'all' });
    expect(world.serving()).not.toBe(controlArn);
    comment(world, '/scientist rollback');
    await runScope(hub.run(), { kind: 'all' });
    expect(world.serving()).toBe(controlArn);
    expect(hub.checked()).toEqual([
      ['a', 'failure'],
      ['a', 'failure'],
    ]);
    expect(hub.comments.at(-1)?.body).toContain('another branch');
  });

  it('is nothing at all in a dry run, even where it fails early', async () => {
    for (const config of [configText, null]) {
      const hub = await threePulls();
      hub.config = config;
      const { failure } = await runScope(hub.run({ dryRun: true }), { kind: 'all' });
      expect({ failure, checks: hub.checks, comments: hub.comments }).toEqual({
        failure: null,
        checks: [],
        comments: [],
      });
      expect(hub.said.filter((line) => line.startsWith('dry run: would publish the check'))).toHaveLength(3);
    }
  });
});

describe('the check of a commit that several pull requests have as their head', () => {
  const shared = { headSha: '5'.repeat(40) };
  const idle = { ...shared, changedFiles: ['README.md'] };

  it.each([
    ['the first', { kind: 'pull-request', number: 1, headSha: null }],
    ['the second', { kind: 'pull-request', number: 2, headSha: null }],
    ['all', { kind: 'all' }],
  ] as const)('is the worst of theirs, written once, whether the run is about %s', async (_, scope) => {
    const hub = new Hub(await packagedWorld()).add(1, idle).add(2, { ...idle, baseRef: 'other' });
    await runScope(hub.run(), scope);
    expect(hub.checked()).toEqual([['5', 'failure']]);
    expect(hub.checks[0]?.title).toMatch(/^#2, one of 2 pull requests with this commit: Nothing was judged/);
  });

  it('is under way while one of them is', async () => {
    const hub = new Hub(await packagedWorld()).add(1, idle).add(2, shared);
    await runScope(hub.run(), { kind: 'all' });
    expect(hub.checked()).toEqual([['5', null]]);
  });

  it('fails where one of them cannot be read', async () => {
    const hub = new Hub(await packagedWorld()).add(1, idle).add(2, idle);
    const read = async (number: number) => {
      const found = hub.pulls.get(number);
      if (number === 2 || found === undefined) {
        throw unavailable();
      }
      return found;
    };
    hub.overlay = { readPullRequest: read };
    const { failure } = await runScope(hub.run(), { kind: 'all' });
    expect(hub.checked()).toEqual([['5', 'failure']]);
    expect(failure?.message).toContain('pull request 2');
  });

  it('is the open one’s where the others are closed', async () => {
    const world = await packagedWorld();
    await runGate(world);
    const hub = new Hub(world)
      .add(7, { headSha, state: 'closed' })
      .add(8, { headSha, changedFiles: ['README.md'] });
    await runScope(hub.run(), { kind: 'all' });
    expect(hub.checked()).toEqual([['a', 'success']]);
  });
});

describe('a run that cannot judge for a reason outside of all pull requests', () => {
  it.each([
    ['AWS cannot be reached', unavailable(), 'releases on record could not be read: none came'],
    ['AWS answers what nobody expects', new TypeError('no such field'), 'could not be read: no such field'],
  ])('is red where %s, even where none is open', async (_, fault, words) => {
    const hub = new Hub(await packagedWorld());
    const { reported, failure } = await runScope(hub.run({ connectAws: () => Promise.reject(fault) }), {
      kind: 'all',
    });
    expect(reported).toEqual([]);
    expect(failure?.message).toContain(words);
  });

  it('is red where the configuration of the default branch is broken: nothing that was promoted is watched', async () => {
    const hub = new Hub(await packagedWorld());
    hub.config = configText.replace('version: 1', 'version: 2');
    const { reported, failure } = await runScope(hub.run(), { kind: 'all' });
    expect(reported).toEqual([]);
    expect(failure?.message).toContain('.github/scientist.yml:1:10: version');
  });

  it.each([
    ['a service is not there', unavailable(), 'pull request 1, round: none came'],
    ['we are at fault', new TypeError('no such field'), 'pull request 1, round: no such field'],
    [
      'the pull request itself is refused',
      new ScientistError('InvalidInput', { expected: 'a', found: 'b', remedy: 'c' }),
      undefined,
    ],
  ])('is red or not by what a function meets: %s', async (_, fault, words) => {
    const hub = new Hub(await packagedWorld()).add(1);
    const packageFor = () => ({ read: () => Promise.reject(fault) });
    const { reported, failure } = await runScope(hub.run({ packageFor }), { kind: 'all' });
    expect(hub.checked()).toEqual([['1', 'failure']]);
    expect(numbersOf(reported)).toEqual([1]);
    expect(failure?.story.found).toBe(words);
  });
});

describe('a pull request that fails', () => {
  it('does not keep the others from their turn, and makes the run red', async () => {
    const hub = await threePulls();
    hub.overlay = {
      readPullRequest: async (number) => {
        const found = hub.pulls.get(number);
        if (number === 1 || found === undefined) {
          throw unavailable();
        }
        return found;
      },
    };
    const { reported, failure } = await runScope(hub.run(), { kind: 'all' });
    expect(numbersOf(reported)).toEqual([2, 3]);
    expect(failure).toMatchObject({
      name: 'Unavailable',
      message: expect.stringMatching(/^pull request 1: none came; .*The next run tries again/),
    });
  });

  it('that does not exist is named', async () => {
    const hub = await threePulls();
    const scope = { kind: 'pull-request', number: 99, headSha: null } as const;
    const { reported, failure } = await runScope(hub.run(), scope);
    expect(reported).toEqual([]);
    expect(failure?.message).toContain('pull request 99: there is none');
  });

  it('has its check all the same where the comment cannot be written', async () => {
    const hub = await threePulls();
    hub.overlay = { upsertComment: () => Promise.reject(unavailable()) };
    const { reported, failure } = await runScope(hub.run(), { kind: 'all' });
    expect(hub.checked()).toEqual([
      ['1', null],
      ['2', 'success'],
      ['3', null],
    ]);
    expect(numbersOf(reported)).toEqual([2]);
    expect(failure?.message).toMatch(/pull request 1: .*; pull request 3: /);
  });

  it('has a failing check in the place of one that could not be written', async () => {
    const hub = new Hub(await packagedWorld()).add(2, { changedFiles: ['README.md'] });
    const written: CheckReport[] = [];
    hub.overlay = {
      publishCheck: async (check) => {
        if (check.conclusion === 'success') {
          throw new TypeError('this text cannot be rendered');
        }
        written.push(check);
      },
    };
    const { failure } = await runScope(hub.run(), { kind: 'all' });
    expect(written).toMatchObject([
      { conclusion: 'failure', title: 'Nothing was judged: this text cannot be rendered.' },
    ]);
    expect(failure?.message).toContain('this text cannot be rendered');
  });

  it('is red, and both faults are said, where not even that can be written', async () => {
    const hub = new Hub(await packagedWorld()).add(2);
    hub.overlay = { publishCheck: () => Promise.reject(unavailable()) };
    const { failure } = await runScope(hub.run(), { kind: 'all' });
    expect(failure?.message).toContain('pull request 2: none came');
    expect(hub.said).toContainEqual(expect.stringContaining('nor could that be written to the check'));
  });
});
