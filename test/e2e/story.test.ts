import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PlayedDemo, playDemo } from '../../lab/demo/play-demo.ts';
import { tellProgress } from '../../lab/demo/tell-progress.ts';
import { readControl } from '../../lab/story/await-production.ts';
import { findEvidence } from '../../lab/story/read-evidence.ts';
import { listFunctions, readRouteTarget } from '../../lab/story/read-functions.ts';
import { type ReportCheck, readCheck, readComment } from '../../lab/story/read-report.ts';
import { readReleases } from '../../lab/story/read-stores.ts';
import { runProgram } from '../harness/built-program.ts';
import { type StoryFixture, startStory } from './start-story.ts';

// What `npm run demo` shows, told by the same code: a fail, a mended commit, a pass, an approval, a promotion that
// serves and is watched, a rollback. Here the gate is killed twice meanwhile: once in the middle of setting up the
// soak, once as it is about to promote. What is left must not differ from a way without.
let fixture: StoryFixture;
let control: string;
let played: PlayedDemo;
const steps: string[] = [];
const deaths: string[] = [];

beforeAll(async () => {
  fixture = await startStory('story');
  const { story, lab, traffic } = fixture;
  control = await readControl(story);
  for (const line of ['round: deploy-candidate', 'round: promote']) {
    void lab.runner.killActionAt(line).then(() => deaths.push(line));
  }
  const progress = tellProgress('lines', false, (line) => steps.push(line));
  try {
    played = await playDemo(story, progress, () => traffic.counts().requests);
  } catch (thrown) {
    throw new Error(`the story did not come to its end:\n${steps.join('\n')}`, { cause: thrown });
  }
});
afterAll(() => fixture.close());

const failed = () => played.verdicts[0]?.evidence;
const passed = () => played.verdicts[1]?.evidence;

describe('one pull request the whole way', () => {
  it('goes it although the gate dies twice', () => {
    expect(deaths).toEqual(['round: deploy-candidate', 'round: promote']);
    expect(steps).toHaveLength(10);
  });

  it('has a verdict for each head, with its reasons', () => {
    expect(failed()).toMatchObject({ decision: 'fail', reasonCodes: ['unexplained-difference'] });
    expect(passed()).toMatchObject({ decision: 'pass', reasonCodes: [] });
    expect(failed()?.headSha).not.toBe(passed()?.headSha);
    expect(failed()?.evidenceKey).not.toBe(passed()?.evidenceKey);
  });

  it('leaves on each head a check with the sha256 of its evidence', async () => {
    const { author, account } = fixture.story;
    for (const evidence of [failed(), passed()]) {
      const check: ReportCheck | null = await readCheck(author, evidence?.headSha ?? '');
      expect(check).toMatchObject({ status: 'completed', conclusion: 'failure' });
      expect(check?.evidenceSha256).toMatch(/^[0-9a-f]{64}$/);
      expect(await findEvidence(account, check?.evidenceSha256 ?? '')).toEqual(evidence);
    }
  });

  it('leaves with each verdict a bundle from which the command in the comment computes the same', async () => {
    expect(played.verdicts).toHaveLength(2);
    for (const { evidence, check, comment } of played.verdicts) {
      const folder = mkdtempSync(join(tmpdir(), 'scientist-bundle-'));
      writeFileSync(join(folder, 'bundle.json'), evidence.bundle);
      const [, told = ''] =
        /`serverless-scientist (verdict bundle\.json --sha256 [0-9a-f]{64})`/.exec(comment.body) ?? [];
      expect(told.split(' ').at(-1)).toBe(check.evidenceSha256);
      const recompute = (...more: string[]) =>
        runProgram('src/cli.ts', [...told.split(' '), ...more], { cwd: folder });
      const { code, stdout } = await recompute();
      expect({ code, stdout }).toEqual({
        code: evidence.decision === 'pass' ? 0 : 1,
        stdout: expect.stringContaining('the same verdict in every field, and the same evidence key.'),
      });
      const { decision, reasons } = JSON.parse((await recompute('--json')).stdout).verdict;
      expect({ decision, reasons }).toEqual({ decision: evidence.decision, reasons: evidence.reasonCodes });
      expect(comment.headline).toMatch(decision === 'pass' ? /^Ready: / : /answers differently/);
      rmSync(folder, { recursive: true });
    }
  });

  it('leaves one comment, which tells the end', async () => {
    const comment = await readComment(fixture.story.author, played.pullNumber);
    expect(comment?.headline).toMatch(/^Rolled back at /);
    expect(comment?.body).toContain('maria');
  });

  it('leaves one version of everything, and production as it was', async () => {
    const { account } = fixture.story;
    const own = `acme-functions-round-scientist-pr${played.pullNumber}`;
    expect(await listFunctions(account, 'acme-functions-round')).toEqual({
      'acme-functions-round': 0,
      [`acme-functions-round--r${played.pullNumber}`]: 1,
      // One for each head.
      [own]: 2,
      [`${own}-twin`]: 1,
    });
    const { releases, overrides, attachments } = await readReleases(account);
    expect(Object.values(releases).map(({ shadowing }) => shadowing)).toEqual(['off', 'off']);
    expect({ overrides, attachments }).toEqual({ overrides: {}, attachments: {} });
    expect(await readControl(fixture.story)).toBe(control);
    expect(await readRouteTarget(account)).toContain(control);
  });

  it('is nothing that a client could have noticed', () => {
    const { requests, errors, firstErrors } = fixture.traffic.counts();
    expect({ errors, firstErrors }).toEqual({ errors: 0, firstErrors: [] });
    expect(requests).toBeGreaterThan(500);
  });

  it('asks GitHub nothing that GitHub does not know', () => {
    expect(fixture.lab.github.violations()).toEqual([]);
  });
});
