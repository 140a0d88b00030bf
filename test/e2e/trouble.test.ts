import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCandidateFiles } from '../../lab/acme/read-files.ts';
import { approve, close, comment } from '../../lab/story/act-on-pull.ts';
import { awaitOtherControl, awaitRoute, readControl } from '../../lab/story/await-production.ts';
import { awaitHeadline, awaitVerdict } from '../../lab/story/await-report.ts';
import { awaitSight, type Sight } from '../../lab/story/await-sight.ts';
import { openPull, type Pull } from '../../lab/story/change-branch.ts';
import { listFunctions } from '../../lab/story/read-functions.ts';
import { readComment } from '../../lab/story/read-report.ts';
import { readReleases, readText, uploadText } from '../../lab/story/read-stores.ts';
import { bucketKeys } from '../../scientist-runtime/contract/bucket-keys.ts';
import { refactored } from './round-candidates.ts';
import { type StoryFixture, startStory } from './start-story.ts';

// Two pull requests are soaked when somebody uploads a broken definition file, which stays to the end. Clients are
// served, the fault is shown with its place, and whatever people ask for still takes effect.
let fixture: StoryFixture;
let control: string;
let promoted: Pull;
let stopped: Pull;
/** Where the fault stands. */
let place: { readonly line: number; readonly column: number };

beforeAll(async () => {
  fixture = await startStory('trouble');
  const { story } = fixture;
  control = await readControl(story);
  const open = async (branch: string, files: Parameters<typeof openPull>[1]['files']) =>
    openPull(story.author, { branch, title: branch, files });
  promoted = await open('python', await readCandidateFiles('python-mended'));
  stopped = await open('other-words', await refactored());
  await Promise.all([promoted, stopped].map((pull) => awaitHeadline(story, pull, /^Collecting/, 90)));
  const valid = (await readText(story.account, bucketKeys.experiments)) ?? '';
  const broken = `${valid.trimEnd()}\n    kontrol: {}\n`;
  place = { line: broken.split('\n').length - 1, column: 5 };
  await uploadText(story.account, bucketKeys.experiments, broken);
});
afterAll(() => fixture.close());

/** Waits for words in a text. */
function awaitWords(where: string, read: () => Promise<string>, words: string): Promise<string> {
  const look = async (): Promise<Sight<string>> => {
    const text = await read();
    return text.includes(words) ? { found: text } : { seen: text.slice(0, 300) };
  };
  return awaitSight(fixture.story, { awaited: `"${words}" in ${where}`, withinSeconds: 60, look });
}

it('shows the fault with line and column, in the bucket and on the pull requests', async () => {
  const { story } = fixture;
  const errors = await awaitWords(
    bucketKeys.compileErrors,
    async () => (await readText(story.account, bucketKeys.compileErrors)) ?? '',
    'kontrol',
  );
  expect(JSON.parse(errors).problems).toContainEqual(expect.objectContaining(place));
  for (const { number } of [promoted, stopped]) {
    await awaitWords(
      `the comment on pull request ${number}`,
      async () => (await readComment(story.author, number))?.body ?? '',
      `experiments.yml:${place.line}:${place.column}:`,
    );
  }
});

it('stops a soak', async () => {
  const { story } = fixture;
  await comment(story.author, stopped, '/scientist stop');
  await awaitHeadline(story, stopped, /^Stopped\b/, 60);
  const { releases } = await readReleases(story.account);
  expect(releases[`round-pr${stopped.number}`]).toMatchObject({ shadowing: 'off' });
});

it('removes what was deployed for a pull request that is closed, and leaves the other one’s', async () => {
  const { story } = fixture;
  await close(story.author, stopped);
  await awaitHeadline(story, stopped, /^Closed: .* is gone\.$/, 60);
  const names = Object.keys(await listFunctions(story.account, 'acme-functions-round'));
  const own = `acme-functions-round-scientist-pr${promoted.number}`;
  expect(names.toSorted()).toEqual(['acme-functions-round', own, `${own}-twin`]);
});

it('soaks on to a pass, and promotes', async () => {
  const { story } = fixture;
  await awaitVerdict(story, promoted, 'success', 120);
  await approve(story.reviewer, promoted);
  const arn = await awaitOtherControl(story, control, 60);
  expect(arn).toContain(`:function:acme-functions-round--r${promoted.number}:`);
});

it('takes the promotion back', async () => {
  const { story } = fixture;
  await comment(story.maintainer, promoted, '/scientist rollback');
  await awaitHeadline(story, promoted, /^Rolled back at /, 60);
  expect(await readControl(story)).toBe(control);
  await awaitRoute(story, control, 30);
});

it('does not remove at once what clients may still be served by', async () => {
  const { story } = fixture;
  await close(story.author, promoted);
  await awaitHeadline(story, promoted, /^Closed: what was deployed for `round` goes once/, 60);
  const names = Object.keys(await listFunctions(story.account, 'acme-functions-round'));
  expect(names).toContain(`acme-functions-round--r${promoted.number}`);
});

it('was nothing that a client could have noticed', () => {
  const { requests, errors, firstErrors } = fixture.traffic.counts();
  expect({ errors, firstErrors }).toEqual({ errors: 0, firstErrors: [] });
  expect(requests).toBeGreaterThan(300);
  expect(fixture.lab.github.violations()).toEqual([]);
});
