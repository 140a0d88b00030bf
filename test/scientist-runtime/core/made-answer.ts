import type { Comparators } from '../../../scientist-runtime/contract/experiments.ts';
import { compareOutcomes, prepareComparing } from '../../../scientist-runtime/core/comparing.ts';
import { type Outcome, outcomeOf } from '../../../scientist-runtime/core/outcome.ts';

export const comparators: Comparators = {
  body: { ignore: [], tolerance: {}, unordered: [] },
  statusCode: true,
  headers: ['content-type'],
};

/** Comparators with some rules for the body. */
export function bodyRules(rules: Partial<NonNullable<Comparators['body']>>): Comparators {
  return { ...comparators, body: { ignore: [], tolerance: {}, unordered: [], ...rules } };
}

/** The outcome of a Lambda answer `{statusCode: 200, …}`. */
export function answer(fields: Readonly<Record<string, unknown>>): Outcome {
  return outcomeOf({ kind: 'answer', payload: JSON.stringify({ statusCode: 200, ...fields }) });
}

/** The outcome of an answer with this JSON text as body. */
export function json(body: string): Outcome {
  return answer({ headers: { 'content-type': 'application/json' }, body });
}

/** Every difference as `pointer kind deltaClass`. */
export function differences(left: Outcome, right: Outcome, using: Comparators = comparators): string[] {
  return compareOutcomes(left, right, prepareComparing(using)).map(
    ({ difference: { pointer, kind, deltaClass } }) => `${pointer} ${kind} ${deltaClass}`,
  );
}
