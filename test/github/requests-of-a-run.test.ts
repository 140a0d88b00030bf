import { afterEach, describe, expect, it } from 'vitest';
import { packageFromRuns } from '../../src/gate/read-package.ts';
import { runScope } from '../../src/gate/run-scope.ts';
import { connectGithub } from '../../src/github/connect-github.ts';
import { packageArtifact } from '../gate/package-zip.ts';
import { cleanRows } from '../gate/release-life.ts';
import { World } from '../gate/world.ts';
import type { GithubStub } from './github-stub.ts';
import { type MadePulls, startMadeRepository } from './open-pull-requests.ts';

const config = `version: 1
runtime: { stack: serverless-scientist, region: eu-west-1 }
functions:
  round: { control: acme-functions-round, experiment: rounding-float, paths: ["round/**"] }
policy: { soak: { min: 5m } }
`;

let stub: GithubStub;

afterEach(async () => {
  await stub.close();
});

/**
 * Looks at 30 pull requests every ten minutes until all rest, and then counts what one more time asks of GitHub's REST
 * API: GraphQL and artifact stores have limits of their own. A soak sees `rowCount` comparisons meanwhile.
 */
async function countOfARest(change: Partial<MadePulls>, rowCount: number) {
  const world = new World();
  stub = await startMadeRepository({
    count: 30,
    changedFiles: ['round/handler.py'],
    private: true,
    permission: 'write',
    artifact: await packageArtifact('def handler(event, context): ...', { runtime: 'python3.13' }),
    comments: [],
    config,
    nowMs: world.nowMs,
    ...change,
  });
  const { github: _github, package: _package, nowMs: _nowMs, say: _say, ...aws } = world.ports();
  const look = async () => {
    const github = await connectGithub({
      token: 't',
      apiUrl: stub.url,
      repository: 'acme/functions',
      pace: 'none',
    });
    return runScope(
      {
        github,
        packageFor: () => packageFromRuns(github),
        connectAws: async () => aws,
        configPath: '.github/scientist.yml',
        dryRun: false,
        runUrl: null,
        nowMs: () => world.nowMs,
        say: () => undefined,
      },
      { kind: 'all' },
    );
  };
  await look();
  for (const [id, { evidenceKey }] of Object.entries(world.releases.releases)) {
    world.rows.set(`${evidenceKey}#${id}`, cleanRows(rowCount, world.nowMs));
  }
  world.nowMs += 600_000;
  await look();
  world.nowMs += 600_000;
  const before = stub.seen.length;
  const { reported, failure } = await look();
  const asked = stub.seen.slice(before).filter(({ url }) => !/^\/(graphql|blob)/.test(url));
  return {
    failure,
    rests: new Set(reported.flatMap(({ outcome }) => outcome.functions.map(({ rest }) => rest.reason))),
    written: asked.filter(({ method }) => method !== 'GET').length,
    requests: asked.length,
  };
}

describe('GitHub is asked for 30 open pull requests', () => {
  it.each([
    ['that change no function', { changedFiles: ['README.md'] }, 0, [], 93, 0],
    [
      'that change none, pushed by strangers',
      { changedFiles: [], permission: 'read', private: false },
      0,
      [],
      93,
      0,
    ],
    ['that have passed and wait for an approval', {}, 3_000, ['ready'], 213, 0],
    ['with a command on each', { comments: ['/scientist help'] }, 3_000, ['ready'], 214, 0],
    ['that are being soaked, whose figures change', {}, 0, ['collecting'], 243, 60],
    ['whose package is not there yet', { artifact: null }, 0, ['no-package'], 213, 0],
    ['that wait for consent', { private: false, permission: 'read' }, 0, ['needs-consent'], 364, 0],
  ] as const)('%s', async (_, change, rowCount, rests, requests, written) => {
    expect(await countOfARest(change, rowCount)).toEqual({
      failure: null,
      rests: new Set(rests),
      written,
      requests,
    });
  });
});
