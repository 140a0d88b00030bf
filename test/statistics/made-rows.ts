import fc from 'fast-check';
import {
  type ComparisonRow,
  comparisonClasses,
  warmths,
} from '../../scientist-runtime/contract/comparison.ts';
import { type VerdictPolicy, verdictPolicy } from '../../src/statistics/policy.ts';

const equalMemory = { twin: 1, candidate: 1 };

/** The default policy with a soak minimum of 0 and equal memory, but for what a test changes. */
export function policyWith(changes: Partial<VerdictPolicy> = {}): VerdictPolicy {
  return verdictPolicy({ soakMinMs: 0, memoryGb: equalMemory, ...changes });
}

/** A clean row, but for what a test changes. */
export function row(changes: Partial<ComparisonRow> = {}): ComparisonRow {
  return {
    at: 0,
    class: 'same',
    reproduced: true,
    twinFailed: false,
    candidateFailed: false,
    warmth: 'warm',
    twinMs: 100,
    candidateMs: 100,
    twinBilledMs: 100,
    candidateBilledMs: 100,
    difference: null,
    ...changes,
  };
}

/** The same row many times. */
export function times(count: number, changes: Partial<ComparisonRow> = {}): ComparisonRow[] {
  return Array.from({ length: count }, () => row(changes));
}

export const lostRow: Partial<ComparisonRow> = {
  class: 'missing',
  reproduced: false,
  twinMs: 0,
  candidateMs: 0,
  twinBilledMs: 0,
  candidateBilledMs: 0,
};

/** Any row the contract allows, all written at one time so that every order of them is a valid one. */
export const anyRow: fc.Arbitrary<ComparisonRow> = fc
  .record({
    class: fc.constantFrom(...comparisonClasses),
    reproduced: fc.boolean(),
    twinFailed: fc.boolean(),
    candidateFailed: fc.boolean(),
    warmth: fc.constantFrom(...warmths),
    twinMs: fc.double({ min: 0, max: 86_400_000, noNaN: true }),
    candidateMs: fc.double({ min: 0, max: 86_400_000, noNaN: true }),
    twinBilledMs: fc.integer({ min: 0, max: 86_400_000 }),
    candidateBilledMs: fc.integer({ min: 0, max: 86_400_000 }),
    difference: fc.constantFrom(null, 'a', 'b', 'c'),
  })
  .map((values) => ({ at: 0, ...values }));

/** A row of traffic in which every kind of trouble turns up. */
const trafficRow: fc.Arbitrary<ComparisonRow> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(row()) },
  { weight: 2, arbitrary: fc.constant(row({ twinMs: 90, candidateMs: 130, candidateBilledMs: 130 })) },
  { weight: 1, arbitrary: fc.constant(row({ twinMs: 130, twinBilledMs: 130 })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('a', 'b').map((difference) => row({ class: 'differs', difference })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('a', 'b')
      .map((difference) => row({ class: 'mirrored', reproduced: false, difference })),
  },
  { weight: 1, arbitrary: fc.constant(row({ candidateFailed: true, class: 'flickered' })) },
  { weight: 1, arbitrary: fc.constant(row({ twinFailed: true, reproduced: false, class: 'flickered' })) },
  { weight: 1, arbitrary: fc.boolean().map((reproduced) => row({ reproduced, class: 'flickered' })) },
  { weight: 1, arbitrary: fc.constant(row(lostRow)) },
  { weight: 1, arbitrary: fc.constant(row({ class: 'not-comparable', reproduced: false })) },
);

/** A stream of traffic with bursts of one and the same row, so that latches close and reopen nothing. */
export const anyStream: fc.Arbitrary<ComparisonRow[]> = fc
  .array(
    fc
      .tuple(trafficRow, fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 12 })))
      .map(([each, count]) => Array.from({ length: count }, () => each)),
    { maxLength: 30, size: 'max' },
  )
  .map((bursts) => bursts.flat());

/** A policy small enough that short streams reach every criterion. */
export const smallPolicy: Partial<VerdictPolicy> = {
  alphaFail: 0.4,
  alphaPass: 0.2,
  differencesClaim: 0.1,
  errorTolerance: 0.02,
  warmUpPairs: 2,
  tailPilotPairs: 3,
};
