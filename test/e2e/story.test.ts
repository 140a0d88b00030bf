import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCandidateFiles } from '../../lab/acme/read-files.ts';
import { approve, comment } from '../../lab/story/act-on-pull.ts';
import {
  awaitOtherControl,
  awaitRoute,
  awaitServedBy,
  awaitUnused,
  awaitWatch,
  readControl,
} from '../../lab/story/await-production.ts';
import { awaitHeadline, awaitVerdict } from '../../lab/story/await-report.ts';
import { openPull, type Pull, pushTo } from '../../lab/story/change-branch.ts';
import { listFunctions } from '../../lab/story/read-functions.ts';
import { readCheck } from '../../lab/story/read-report.ts';
import { readReleases } from '../../lab/story/read-stores.ts';
import { shownSamples } from '../../lab/story/shown-samples.ts';
import { trueRounding } from '../../lab/traffic/numbers.ts';
import { type StoryFixture, startStory } from './start-story.ts';

// One pull request the whole way through GitHub's API alone, while the gate is killed twice: once in the middle of
// setting up the soak, once as it is about to promote. What is left must not differ from a way without.
let fixture: StoryFixture;
let pull: Pull;
let control: string;

beforeAll(async () => {
  fixture = await startStory();
  control = await readControl(fixture.story);
});
afterAll(() => fixture.close());

it('fails for what it answers differently, although the gate died when it was about to deploy it', async () => {
  const { story, lab } = fixture;
  const died = lab.runner.killActionAt('round: deploy-candidate');
  pull = await openPull(story.author, {
    branch: 'python',
    title: 'Round in Python',
    files: await readCandidateFiles('python'),
  });
  await died;
  const { check, evidence, comment: said } = await awaitVerdict(story, pull, 'failure', 150);
  expect(evidence).toMatchObject({ decision: 'fail', reasonCodes: ['unexplained-difference'] });
  expect(check.evidenceSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(said.headline).toMatch(/^`round` answers differently: .* at `\/rounded` \(D1\)\.$/);
  const [sample] = shownSamples(said.body);
  expect(sample?.control).toBe(trueRounding(sample?.number ?? 0));
  await awaitRoute(story, control, 30);
});

it('passes once a second commit has mended it', async () => {
  const { story } = fixture;
  const { 'round/handler.mjs': _, ...mended } = await readCandidateFiles('python-mended');
  const failedHead = pull.headSha;
  pull = { number: pull.number, headSha: await pushTo(story.author, 'python', mended) };
  const { check, evidence, comment: said } = await awaitVerdict(story, pull, 'success', 150);
  expect(evidence).toMatchObject({ decision: 'pass', reasonCodes: [], pullRequest: pull.number });
  expect(check.evidenceSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(said.headline).toMatch(/^Ready: no difference in \d+ comparable requests/);
  expect((await readCheck(story.author, failedHead))?.conclusion).toBe('failure');
});

it('is promoted by a reviewer’s approval, although the gate died when it was about to', async () => {
  const { story, lab } = fixture;
  const died = lab.runner.killActionAt('round: promote');
  await approve(story.reviewer, pull);
  await died;
  const promoted = await awaitOtherControl(story, control, 60);
  expect(promoted).toContain(`:function:acme-functions-round--r${pull.number}:`);
  const names = { by: `acme-functions-round--r${pull.number}`, notBy: 'acme-functions-round' };
  expect(await awaitServedBy(story, names, 90)).toBeGreaterThanOrEqual(30);
});

it('left one version of everything, and one promotion', async () => {
  const { account } = fixture.story;
  const own = `acme-functions-round-scientist-pr${pull.number}`;
  expect(await listFunctions(account, 'acme-functions-round')).toEqual({
    'acme-functions-round': 0,
    [`acme-functions-round--r${pull.number}`]: 1,
    // One for each head.
    [own]: 2,
    [`${own}-twin`]: 1,
  });
  const { releases, overrides, attachments } = await readReleases(account);
  expect(Object.keys(releases).toSorted()).toEqual([
    `round-pr${pull.number}`,
    `round-pr${pull.number}-watch`,
  ]);
  expect(overrides['rounding-float']).toMatchObject({ was: control, release: `round-pr${pull.number}` });
  expect(attachments['rounding-float']).toMatchObject({ pointsAt: account.stack.FrontFunctionArn });
});

it('is watched with the old control beside it', async () => {
  const { story } = fixture;
  const { record } = await awaitWatch(story, pull.number, 60);
  expect(record).toMatchObject({ stage: 'watch', experiment: 'rounding-float' });
  expect((await readCheck(story.author, pull.headSha))?.conclusion).toBe('success');
});

it('is taken back by a maintainer’s comment', async () => {
  const { story, traffic } = fixture;
  await comment(story.maintainer, pull, '/scientist rollback');
  const { headline } = await awaitHeadline(story, pull, /^Rolled back at .* by/, 60);
  expect(headline).toContain('maria');
  const dressed = `acme-functions-round--r${pull.number}`;
  await awaitUnused(story, dressed, () => traffic.counts().requests, 60);
  expect(await readControl(story)).toBe(control);
  expect((await readReleases(story.account)).attachments).toEqual({});
  expect((await readCheck(story.author, pull.headSha))?.conclusion).toBe('failure');
});

it('was nothing that a client could have noticed', () => {
  const { requests, errors, firstErrors } = fixture.traffic.counts();
  expect({ errors, firstErrors }).toEqual({ errors: 0, firstErrors: [] });
  expect(requests).toBeGreaterThan(500);
  expect(fixture.lab.github.violations()).toEqual([]);
});
