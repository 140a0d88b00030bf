import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitCheck, awaitVerdict } from '../../lab/story/await-report.ts';
import { openPull, type Pull } from '../../lab/story/change-branch.ts';
import { listFunctions } from '../../lab/story/read-functions.ts';
import { readComment } from '../../lab/story/read-report.ts';
import { readReleases } from '../../lab/story/read-stores.ts';
import { documentation, faultyForOneInFifty, packagedByHand, refactored } from './round-candidates.ts';
import { type StoryFixture, startStory } from './start-story.ts';

// Pull requests that others might open, all in one lab at the same time: they do not disturb each other.
let fixture: StoryFixture;
let faulty: Pull;
let clean: Pull;
let idle: Pull;
let foreign: Pull;
let broken: Pull;

beforeAll(async () => {
  fixture = await startStory('candidates');
  const open = async (branch: string, files: Parameters<typeof openPull>[1]['files']) =>
    openPull(fixture.story.author, { branch, title: branch, files });
  const entry = { artifact: 'round.zip' };
  const manifest = (functions: object) => JSON.stringify({ schemaVersion: 1, functions });
  // What needs no soak comes last: it is looked at first.
  faulty = await open('one-in-fifty', await faultyForOneInFifty());
  clean = await open('other-words', await refactored());
  idle = await open('documentation', documentation);
  foreign = await open(
    'unknown-function',
    await packagedByHand({
      'round.zip': 'not looked at',
      'scientist-manifest.json': manifest({ sort: entry }),
    }),
  );
  broken = await open(
    'no-zip',
    await packagedByHand({ 'round.zip': 'no zip', 'scientist-manifest.json': manifest({ round: entry }) }),
  );
});
afterAll(() => fixture.close());

const ownFunctions = ({ number }: Pull) =>
  listFunctions(fixture.story.account, `acme-functions-round-scientist-pr${number}`);

describe('a pull request that changes no function', () => {
  it('gets a check that succeeds, and no comment', async () => {
    const check = await awaitCheck(fixture.story, idle, 'success', 60);
    expect(check).toMatchObject({ title: 'No function changed: nothing to compare.', evidenceSha256: '' });
    expect(await readComment(fixture.story.author, idle.number)).toBeNull();
    expect(await ownFunctions(idle)).toEqual({});
  });
});

describe('a package that cannot be used', () => {
  it('fails the check where it names a function that the base branch does not know', async () => {
    const check = await awaitCheck(fixture.story, foreign, 'failure', 60);
    expect(check.title).toContain(
      'names functions that .github/scientist.yml of the base branch does not know: sort',
    );
    const comment = await readComment(fixture.story.author, foreign.number);
    expect(comment?.headline).toMatch(/^The package of `round` cannot be used: .*: sort\. /);
  });

  it('fails the check where an artifact is no zip', async () => {
    const check = await awaitCheck(fixture.story, broken, 'failure', 60);
    expect(check.title).toMatch(/cannot be used: the archive of .?round.? is refused: /);
  });

  it('leads to no deployment', async () => {
    expect(await ownFunctions(foreign)).toEqual({});
    expect(await ownFunctions(broken)).toEqual({});
    const { releases } = await readReleases(fixture.story.account);
    expect(Object.keys(releases)).not.toContain(`round-pr${foreign.number}`);
    expect(Object.keys(releases)).not.toContain(`round-pr${broken.number}`);
  });
});

describe('a candidate that answers an error for one value in fifty', () => {
  it('fails, with the place and the request in the comment', async () => {
    const { comment, evidence } = await awaitVerdict(fixture.story, faulty, 'failure', 120);
    expect(evidence).toMatchObject({ decision: 'fail', reasonCodes: ['unexplained-difference'] });
    expect(comment.headline).toMatch(
      /^`round` answers differently: \d+ of \d+ comparable requests differs? at `\/number` \(D1\) and 2 more places\.$/,
    );
    expect(comment.body).toContain('`GET /round?number=1.25` control `1.25`, candidate `(nothing)`');
    expect(comment.body.match(/number=(?!1\.25`)/g)).toBeNull();
  });
});

describe('a candidate that does the same in other words', () => {
  it('passes', async () => {
    const { comment, evidence } = await awaitVerdict(fixture.story, clean, 'success', 120);
    expect(evidence).toMatchObject({ decision: 'pass', reasonCodes: [] });
    expect(comment.headline).toMatch(/^Ready: no difference in \d+ comparable requests/);
  });
});

describe('the clients', () => {
  it('were answered as ever', () => {
    const { requests, errors, firstErrors } = fixture.traffic.counts();
    expect({ errors, firstErrors }).toEqual({ errors: 0, firstErrors: [] });
    expect(requests).toBeGreaterThan(200);
  });

  it('and the gate asked GitHub nothing that GitHub does not know', () => {
    expect(fixture.lab.github.violations()).toEqual([]);
  });
});
