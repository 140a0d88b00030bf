import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCandidateFiles } from '../../lab/acme/read-files.ts';
import { approve, close, comment } from '../../lab/story/act-on-pull.ts';
import { awaitOtherControl, awaitRoute, readControl } from '../../lab/story/await-production.ts';
import { awaitHeadline, awaitVerdict } from '../../lab/story/await-report.ts';
import { awaitSight } from '../../lab/story/await-sight.ts';
import { openPull, type Pull } from '../../lab/story/change-branch.ts';
import { listFunctions } from '../../lab/story/read-functions.ts';
import { readComment } from '../../lab/story/read-report.ts';
import { readReleases, readText, uploadText } from '../../lab/story/read-stores.ts';
import { type StoryFixture, startStory } from './start-story.ts';

// Somebody uploads a broken definition file in the middle of a soak. Clients are served all the while, the fault is
// shown with its place, and stop and rollback still take effect.
let fixture: StoryFixture;
let control: string;
let promoted: Pull;
let valid: string;
let broken: string;
/** Where the fault stands. */
let place: { line: number; column: number };

beforeAll(async () => {
  fixture = await startStory();
  control = await readControl(fixture.story);
  valid = (await readText(fixture.story.account, 'experiments.yml')) ?? '';
  broken = `${valid.trimEnd()}\n    kontrol: {}\n`;
  place = { line: broken.split('\n').length - 1, column: 5 };
});
afterAll(() => fixture.close());

it('a promotion stands while the definition file is broken, and the fault is shown with line and column', async () => {
  const { story } = fixture;
  promoted = await openPull(story.author, {
    branch: 'promoted',
    title: 'Round in Python',
    files: await readCandidateFiles('python-mended'),
  });
  await awaitVerdict(story, promoted, 'success', 150);
  await approve(story.reviewer, promoted);
  await awaitOtherControl(story, control, 60);
  await uploadText(story.account, 'experiments.yml', broken);
  const errors = await awaitSight(story, {
    awaited: 'compile-errors.json to name the fault',
    withinSeconds: 60,
    look: async () => {
      const text = (await readText(story.account, 'compile-errors.json')) ?? '';
      return text.includes('kontrol') ? { found: text } : { seen: text };
    },
  });
  expect(JSON.parse(errors).problems).toContainEqual(expect.objectContaining(place));
  expect(await readControl(story)).toContain(`--r${promoted.number}:`);
  await awaitSight(story, {
    awaited: 'the comment to name the fault',
    withinSeconds: 60,
    look: async () => {
      const body = (await readComment(story.author, promoted.number))?.body ?? '';
      return body.includes(`experiments.yml:${place.line}:${place.column}:`)
        ? { found: body }
        : { seen: body.slice(0, 200) };
    },
  });
});

it('a rollback takes effect while the definition file is broken', async () => {
  const { story } = fixture;
  await comment(story.maintainer, promoted, '/scientist rollback');
  await awaitHeadline(story, promoted, /^Rolled back at .* by/, 60);
  expect(await readControl(story)).toBe(control);
});

it('a soak is stopped while the definition file is broken', async () => {
  const { story } = fixture;
  await uploadText(story.account, 'experiments.yml', valid);
  await close(story.author, promoted);
  const pull = await openPull(story.author, {
    branch: 'stopped',
    title: 'Round in other words',
    files: { 'round/handler.mjs': silently(await handlerText()) },
  });
  await awaitHeadline(story, pull, /^Collecting/, 90);
  await uploadText(story.account, 'experiments.yml', broken);
  await comment(story.author, pull, '/scientist stop');
  await awaitHeadline(story, pull, /^Stopped/, 60);
  expect((await readReleases(story.account)).releases[`round-pr${pull.number}`]).toMatchObject({
    shadowing: 'off',
  });
  await awaitRoute(story, control, 30);
  await uploadText(story.account, 'experiments.yml', valid);
  await close(story.author, pull);
});

it('what was deployed for a closed pull request goes, and what production runs stays', async () => {
  const { story } = fixture;
  const left = await awaitSight(story, {
    awaited: 'functions of closed pull requests to be gone',
    withinSeconds: 150,
    look: async () => {
      const names = Object.keys(await listFunctions(story.account, 'acme-functions-round'));
      return names.length === 1 ? { found: names } : { seen: names.join(', ') };
    },
  });
  expect(left).toEqual(['acme-functions-round']);
});

it('no client noticed anything', () => {
  const { requests, errors, firstErrors } = fixture.traffic.counts();
  expect({ errors, firstErrors }).toEqual({ errors: 0, firstErrors: [] });
  expect(requests).toBeGreaterThan(500);
});

async function handlerText(): Promise<string> {
  return readFile(new URL('../../examples/round/round/handler.mjs', import.meta.url), 'utf8');
}

/** The same handler without its line of log. */
function silently(text: string): string {
  return text.replace(/^\s*console\.log\(.*\);\n/m, '');
}
