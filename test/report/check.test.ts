import { describe, expect, it } from 'vitest';
import type { PullRequestOutcome } from '../../src/release/outcome.ts';
import { renderCheck } from '../../src/report/check.ts';
import { stateOf, worstState } from '../../src/report/check-state.ts';
import { renderSummary } from '../../src/report/summary.ts';
import { outcomes } from './outcomes.ts';

async function checkOf(name: string) {
  const outcome = await outcomes[name]?.();
  if (outcome === undefined) {
    throw new Error(`no outcome ${name}`);
  }
  return renderCheck(outcome);
}

describe('the check', () => {
  it.each([
    ['ready', 'completed', 'success'],
    ['watching', 'completed', 'success'],
    ['promoted', 'completed', 'success'],
    ['nothing-changed', 'completed', 'success'],
    ['collecting', 'in_progress', null],
    ['needs-consent', 'in_progress', null],
    ['failed', 'completed', 'failure'],
    ['inconclusive', 'completed', 'failure'],
    ['invalid', 'completed', 'failure'],
    ['behind', 'completed', 'failure'],
    ['stopped', 'completed', 'failure'],
    ['rolled-back', 'completed', 'failure'],
    ['promoted-with-a-newer-head', 'completed', 'failure'],
    ['problem', 'completed', 'failure'],
    ['several', 'completed', 'failure'],
    ['not-packaged', 'completed', 'failure'],
    ['known-bad', 'completed', 'failure'],
  ] as const)('of a release that is %s is %s, %s', async (name, status, conclusion) => {
    expect(await checkOf(name)).toMatchObject({ status, conclusion, text: '' });
  });

  it('names the evidence of the head’s own soak only', async () => {
    expect((await checkOf('failed')).externalId).toMatch(/^[0-9a-f]{64}$/);
    expect((await checkOf('package-running-after-failure')).externalId).toBe('');
  });

  it('counts in its title where there are several functions, in plain text', async () => {
    expect((await checkOf('several')).title).toBe('0 of 2 functions are ready, 2 blocked (round and sort).');
  });

  it('of a change that concerns no function is a success that says so', async () => {
    const outcome = await outcomes.ready?.();
    const idle: PullRequestOutcome = { ...(outcome as PullRequestOutcome), functions: [] };
    expect(renderCheck(idle)).toMatchObject({
      conclusion: 'success',
      title: 'No function changed: nothing to compare.',
      summary: 'No function changed: nothing to compare.',
    });
  });

  it('of a function that is not packaged is a success only where no file of it changed', async () => {
    const outcome = await outcomes['not-packaged']?.();
    const [first] = outcome?.functions ?? [];
    const facts = first?.facts ?? expect.fail('no function');
    const files = ['round/handler.py'];
    expect(stateOf({ facts, rest: { reason: 'not-packaged', files: [] } })).toBe('success');
    expect(stateOf({ facts, rest: { reason: 'not-packaged', files } })).toBe('failure');
  });

  it('is as bad as its worst function', () => {
    expect(worstState(['success', 'in_progress', 'failure'])).toBe('failure');
    expect(worstState(['success', 'in_progress'])).toBe('in_progress');
    expect(worstState([])).toBe('success');
  });
});

describe('the job summary', () => {
  it('holds one section for each pull request, and says when there is none', async () => {
    const outcome = (await outcomes.ready?.()) as PullRequestOutcome;
    const summary = renderSummary([
      outcome,
      { ...outcome, pullRequest: { ...outcome.pullRequest, number: 8 } },
    ]);
    expect(summary.match(/^## Pull request \d+$/gm)).toEqual(['## Pull request 7', '## Pull request 8']);
    expect(renderSummary([])).toBe('Nothing to do for this event.\n');
  });

  it('stays below what GitHub takes, in whole sections', async () => {
    const outcome = (await outcomes.failed?.()) as PullRequestOutcome;
    const summary = renderSummary(Array.from({ length: 1_000 }, () => outcome));
    expect(Buffer.byteLength(summary)).toBeLessThan(1_048_576);
    expect(summary).toMatch(/<\/sub>\n\n… and more: see the comments\.\n$/);
  });
});
