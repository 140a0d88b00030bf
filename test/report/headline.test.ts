import { describe, expect, it } from 'vitest';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { FunctionOutcome } from '../../src/release/outcome.ts';
import { criterionLines } from '../../src/report/criteria-table.ts';
import { headlineOf } from '../../src/report/headline.ts';
import { plainText } from '../../src/report/marks.ts';
import { nextActionOf } from '../../src/report/next-action.ts';
import { type VerdictPolicy, verdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { cleanRows } from '../gate/release-life.ts';
import { busyRows } from './busy-rows.ts';
import { outcomes } from './outcomes.ts';

const ready = (await outcomes.ready?.())?.functions[0];
if (ready === undefined) {
  throw new Error('the ready outcome is missing');
}
const start = ready.facts.rows[0]?.at ?? 0;

/** A release whose soak has these rows under this policy, as the gate would leave it. */
function judged(
  rows: readonly ComparisonRow[],
  changes: Partial<VerdictPolicy>,
  nowMs?: number,
): FunctionOutcome {
  const { facts } = ready as FunctionOutcome;
  const { soak } = facts.stores;
  if (soak === null) {
    throw new Error('no soak is on record');
  }
  const { measured: _, ...standing } = verdictPolicy(soak.verdictPolicy);
  const policy = verdictPolicy({ ...standing, ...changes });
  const verdict = judge(rows, policy, nowMs ?? facts.nowMs);
  const accepted = policy.accepted.map(({ id }) => id);
  return {
    facts: {
      ...facts,
      rows,
      nowMs: nowMs ?? facts.nowMs,
      stores: {
        ...facts.stores,
        soak: { ...soak, acceptedDifferences: accepted, verdictPolicy: { ...policy } },
      },
    },
    verdict,
    rest: {
      reason:
        ({ fail: 'failed', pass: 'ready', collecting: 'collecting' } as const)[
          verdict.decision as 'fail' | 'pass' | 'collecting'
        ] ?? 'inconclusive',
    },
  };
}

function seen(outcome: FunctionOutcome, name: string): string {
  const { verdict } = outcome;
  return verdict === null
    ? ''
    : (criterionLines(outcome, verdict).find((line) => line.name === name)?.seen ?? '');
}

const quick: Partial<VerdictPolicy> = { differencesClaim: 0.01, errorTolerance: 0.01, soakMinMs: 0 };

/** Rows of which one in `every` is changed. */
function some(count: number, every: number, changes: Partial<ComparisonRow>): ComparisonRow[] {
  return cleanRows(count, start).map((row, index) =>
    index % every === every - 1 ? { ...row, ...changes } : row,
  );
}

describe('the headline of a failure', () => {
  it('by latency has medians and share of the very pairs it failed on', () => {
    const outcome = judged(
      cleanRows(300, start).map((row) => ({ ...row, candidateMs: 26.2 })),
      quick,
    );
    expect(headlineOf(outcome, plainText)).toBe(
      'round is slower: median 1.31 × the control’s, 26.2 ms against 20 ms; beyond the limit (1.05 × + 5 ms) in 100 % of 9 pairs.',
    );
    expect(seen(outcome, 'latency')).toBe('slower in 9 of 9 pairs');
  });

  it('by latency of a function that took no time names no ratio', () => {
    const rows = cleanRows(300, start).map((row) => ({ ...row, twinMs: 0, candidateMs: 26 }));
    expect(headlineOf(judged(rows, quick), plainText)).toContain('is slower: median 26 ms against 0 ms;');
  });

  it('by its slow requests says how many pairs had one slow side', () => {
    const rows = busyRows(900, start).map((row, index) =>
      index % 5 === 0 ? { ...row, candidateMs: 400 } : row,
    );
    const outcome = judged(rows, {
      ...quick,
      measured: ['missing', 'fidelity', 'differences', 'errors', 'tail'],
    });
    const { tail } = outcome.verdict?.criteria ?? {};
    expect(headlineOf(outcome, plainText)).toMatch(
      /^round is slower in its slowest requests: in \d+ of \d+ pairs/,
    );
    expect(seen(outcome, 'tail')).toBe(
      `slower in ${Math.round((tail?.statistic ?? 0) * (tail?.n ?? 0))} of ${tail?.n} pairs`,
    );
  });

  it('by cost has the ratio of the bills', () => {
    const rows = cleanRows(1_400, start).map((row, index) => ({
      ...row,
      candidateBilledMs: 28 + (index % 2),
    }));
    const outcome = judged(rows, {
      ...quick,
      costFloorPerRequest: 0,
      measured: ['missing', 'fidelity', 'differences', 'errors', 'cost'],
    });
    expect(headlineOf(outcome, plainText)).toBe(
      'round is dearer: 1.43 × the twin’s bill on average (limit 1.05 ×), in 1,000 pairs.',
    );
    expect(seen(outcome, 'cost')).toBe('1.43 × in 1,000 pairs');
  });

  it('by an accepted difference that grew says what was accepted', () => {
    const rows = some(400, 4, { class: 'differs', difference: 'd1' });
    const outcome = judged(rows, { ...quick, accepted: [{ id: 'd1', rateCap: 0.05 }] });
    const { differences } = outcome.verdict?.criteria ?? {};
    expect(headlineOf(outcome, plainText)).toBe(
      `round shows an accepted difference more often than was accepted: in 25 % of ${differences?.n} comparable requests (limit 5 %).`,
    );
  });

  it.each([
    ['answer→error', 'round ends in an error where production answers: '],
    ['answer→timeout', 'round ends in a timeout where production answers: '],
    ['answer→status-502', 'round ends in status 502 where production answers: '],
    ['answer→malformed', 'round ends in an answer that is none for API Gateway where production answers: '],
    ['answer→`@all`', 'round answers differently: '],
    ['timeout→answer', 'round answers differently: '],
  ])('by %s is called what it is, with the log where it is the candidate’s failure', (deltaClass, begins) => {
    const outcome = judged(some(60, 1, { class: 'differs', difference: 'd1', candidateFailed: true }), quick);
    const difference = { id: 'd1', pointer: 'error', kind: 'error', deltaClass } as const;
    const seen = { ...difference, rows: 60, mirroredRows: 0, samples: [] };
    const failing = { ...outcome, facts: { ...outcome.facts, differences: [seen] } };
    expect(headlineOf(failing, plainText).startsWith(begins)).toBe(true);
    const logs = /Logs are in `\/aws\/lambda\/acme-functions-round-scientist-pr7`\.$/.test(
      nextActionOf(failing) ?? '',
    );
    expect(logs).toBe(begins.startsWith('round ends in'));
  });

  it('says in the second line what failed besides', () => {
    const rows = some(400, 4, { class: 'differs', difference: 'd1', candidateFailed: true }).map((row) => ({
      ...row,
      candidateMs: 60,
    }));
    expect(nextActionOf(judged(rows, quick))).toMatch(/^Errors and latency failed as well\. Push a commit/);
  });
});

describe('the headline of a pass', () => {
  it('claims no more than was measured and proven', () => {
    const all = judged(busyRows(3_000, start), quick);
    expect(headlineOf(all, plainText)).toBe(
      'Ready: no difference in 3,000 comparable requests (fewer than 1 in 1,001, 95 %), not slower, not dearer. Approving now promotes.',
    );
    const few = judged(busyRows(600, start), {
      ...quick,
      measured: ['missing', 'fidelity', 'differences', 'errors'],
    });
    expect(headlineOf(few, plainText)).toBe(
      'Ready: no difference in 600 comparable requests (fewer than 1 in 200, 95 %). Latency, tail latency and cost were not measured. Approving now promotes.',
    );
  });

  it('counts accepted differences', () => {
    const rows = some(600, 60, { class: 'differs', difference: 'd1' });
    const outcome = judged(rows, {
      ...quick,
      accepted: [{ id: 'd1', rateCap: 0.05 }],
      measured: ['missing', 'fidelity', 'differences', 'errors', 'latency'],
    });
    expect(headlineOf(outcome, plainText)).toMatch(
      /^Ready with 1 accepted difference: no other difference in 600 /,
    );
  });

  it('says how much could not be compared', () => {
    const rows = some(1_000, 4, { class: 'not-comparable' });
    const outcome = judged(rows, {
      ...quick,
      measured: ['missing', 'fidelity', 'differences', 'errors', 'latency'],
    });
    expect(headlineOf(outcome, plainText)).toContain('250 of 1,000 requests could not be compared.');
  });
});

describe('the forecast', () => {
  const measured = ['missing', 'fidelity', 'differences', 'errors', 'latency'] as const;
  const slowly = (count: number, gapMs: number) => busyRows(count, start, { gapMs });
  it.each([
    [
      'how long it takes',
      slowly(200, 20_000),
      { soakMaxMs: 86_400_000 },
      /^Collecting: 200 of about 2,995 comparisons, done in about 16 h at today’s traffic\. Nothing wrong so far\.$/,
      /^Nothing to do\./,
    ],
    [
      'longer than the soak, where a weaker claim helps',
      slowly(200, 60_000),
      { soakMaxMs: 43_200_000 },
      /^Collecting: 200 of about 2,995 comparisons, which takes about 47 h at today’s traffic, but the soak ends in about 9 h\./,
      /^Raise `soak.max` in .github\/scientist.yml, or claim less: `claim: 0.5%` takes about 7 h\./,
    ],
  ])('tells %s', (_, rows, changes, headline, next) => {
    const now = (rows.at(-1)?.at ?? 0) + 1_000;
    const outcome = judged(
      rows,
      { ...quick, differencesClaim: 0.001, measured, ...changes, startedAtMs: start },
      now,
    );
    const { soak } = outcome.facts.stores;
    const shown = {
      ...outcome,
      facts: {
        ...outcome.facts,
        stores: {
          ...outcome.facts.stores,
          soak: soak === null ? null : { ...soak, endsAtMs: start + changes.soakMaxMs },
        },
      },
    };
    expect(headlineOf(shown, plainText)).toMatch(headline);
    expect(nextActionOf(shown)).toMatch(next);
  });
});
