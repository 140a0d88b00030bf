import type { Explanation } from './settle-survivors.ts';

/** Every mutant that may survive, and why. `npm run mutation` fails for one that is not here, and for one too many. */
export const explanations: readonly Explanation[] = [
  {
    file: 'accepted-differences.ts',
    line: 'if (accepted === null) continue;',
    changes: ['accepted === null → false'],
    kind: 'equivalent',
    reason: 'null has no cap either, so the next line goes on as well.',
  },
  {
    file: 'accepted-differences.ts',
    line: 'if (cap === undefined) continue;',
    changes: ['cap === undefined → false'],
    kind: 'equivalent',
    reason: 'judged rows name only what the policy accepts, and that has a cap; the compiler wants it said.',
  },
  {
    file: 'cost.ts',
    line: 'if (mean <= 0 || mean <= deviation * halfWidth(moments.n, alpha)) continue;',
    changes: ['mean <= 0 → false', 'mean <= 0 → mean < 0'],
    kind: 'speed',
    reason: 'a half width is never below 0, so the second condition holds too, after two logarithms.',
  },
  {
    file: 'cost.ts',
    line: 'if (mean <= 0 || mean <= deviation * halfWidth(moments.n, alpha)) continue;',
    changes: [
      'mean <= deviation * halfWidth(moments.n, alpha) → mean < deviation * halfWidth(moments.n, alpha)',
    ],
    kind: 'equivalent',
    reason: 'the two differ where a mean above 0 equals an irrational half width to the last digit.',
  },
  {
    file: 'cost.ts',
    line: 'if (n === 0) {',
    changes: [
      'n === 0 → false',
      "{ return { result: { state: 'open', n, statistic: null, bound: null, limit… → {}",
    ],
    kind: 'equivalent',
    reason:
      'what follows gives the same for no pair, by way of numbers that are none; this way it need not be followed.',
  },
  {
    file: 'decision.ts',
    line: 'return tailGuard.result.statistic !== null && tailGuard.result.statistic > tailGuard.result.limit;',
    changes: ['tailGuard.result.statistic !== null → true'],
    kind: 'equivalent',
    reason: 'null is not above the limit; the compiler wants it said.',
  },
  {
    file: 'decision.ts',
    line: "(row) => row.class === 'differs' && row.difference !== null && accepted.has(row.difference),",
    changes: ['row.difference !== null → true'],
    kind: 'equivalent',
    reason: 'no policy accepts null; the compiler wants it said.',
  },
  {
    file: 'differences.ts',
    line: 'result: ownFailedAt < grown.rowIndex ? own.result : grown.result,',
    changes: ['ownFailedAt < grown.rowIndex → ownFailedAt <= grown.rowIndex'],
    kind: 'equivalent',
    reason: 'a row shows an accepted difference or another one, so the two never fail at the same row.',
  },
  {
    file: 'differences.ts',
    line: 'const signs = judged.map((row) => (row.isFlicker ? row : { ...row, sign: 0 as const }));',
    changes: ['{ ...row, sign: 0 as const } → {}'],
    kind: 'equivalent',
    reason: 'of a row without a sign the excess criterion takes nothing but that it is there.',
  },
  {
    file: 'differences.ts',
    line: 'const { result } = (flickersAt ?? 0) < (lastingAt ?? 0) ? flickers : lasting;',
    changes: ['(flickersAt ?? 0) < (lastingAt ?? 0) → (flickersAt ?? 0) <= (lastingAt ?? 0)'],
    kind: 'equivalent',
    reason: 'a row is a flicker or lasts, so the two never fail at the same row.',
  },
  {
    file: 'excess-criterion.ts',
    line: 'if (plus < nextCheck) continue;',
    changes: ['plus < nextCheck → false'],
    kind: 'speed',
    reason: 'evidence is then taken at each +1, also where it cannot reach the limit yet.',
  },
  {
    file: 'excess-criterion.ts',
    line: 'nextCheck = plus + observationsToCheck(logE, alpha, largestFactor);',
    changes: [
      'plus + observationsToCheck(logE, alpha, largestFactor) → plus - observationsToCheck(logE, alpha, largestFactor)',
    ],
    kind: 'speed',
    reason: 'evidence is then taken at each +1, also where it cannot reach the limit yet.',
  },
];
