import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCandidateFiles } from '../../lab/acme/read-files.ts';
import { approve, comment } from '../../lab/story/act-on-pull.ts';
import {
  awaitOtherControl,
  awaitServedBy,
  awaitUnused,
  awaitWatch,
  readControl,
} from '../../lab/story/await-production.ts';
import { awaitHeadline, awaitVerdict } from '../../lab/story/await-report.ts';
import { openPull, type Pull } from '../../lab/story/change-branch.ts';
import { readCheck } from '../../lab/story/read-report.ts';
import { readReleases } from '../../lab/story/read-stores.ts';
import { type StoryFixture, startStory } from './start-story.ts';

// One pull request the whole way through GitHub's API alone, while the gate is killed twice: once as it is about to
// attach the route, once as it is about to promote. What is left must not differ from a way without.
let fixture: StoryFixture;
let pull: Pull;
let control: string;

beforeAll(async () => {
  fixture = await startStory();
  control = await readControl(fixture.story);
});
afterAll(() => fixture.close());

it('passes, although the gate died when it was about to attach the route', async () => {
  const { story, lab } = fixture;
  const died = lab.runner.killActionAt('round: attach');
  pull = await openPull(story.author, {
    branch: 'python',
    title: 'Round in Python',
    files: await readCandidateFiles('python-mended'),
  });
  await died;
  const { check, evidence, comment: said } = await awaitVerdict(story, pull, 'success', 150);
  expect(evidence).toMatchObject({ decision: 'pass', headSha: pull.headSha, pullRequest: pull.number });
  expect(check.evidenceSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(said.headline).toMatch(/^Ready: no difference in \d+ comparable requests/);
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
