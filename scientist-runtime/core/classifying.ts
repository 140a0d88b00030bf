import type { ComparisonClass } from '../contract/comparison.ts';

/** How one asking of twin and candidate came out, each against the control's answer. */
export interface Asking {
  readonly twinAgrees: boolean;
  readonly candidateAgrees: boolean;
}

/** What happens next to an observation: twin and candidate are asked once more, or its class is known. */
export type ClassifyingStep =
  | { readonly kind: 'ask-again' }
  | { readonly kind: 'classified'; readonly class: ComparisonClass };

/** How often a first difference must be seen again. Two, because one lets transient errors through (docs/statistics.md). */
export const repeats = 2;

/**
 * The partition over control A, twin B and candidate C. Null stands for an asking without an answer of either
 * for reasons of ours. Only agreement with A counts, so exchanging B and C exchanges `differs` and `mirrored`
 * and leaves all else, also where a tolerance lets B agree with C.
 */
export function classify(first: Asking | null, again: readonly (Asking | null)[]): ClassifyingStep {
  if (first === null) {
    return { kind: 'classified', class: 'missing' };
  }
  if (first.twinAgrees === first.candidateAgrees) {
    return { kind: 'classified', class: first.twinAgrees ? 'same' : 'not-comparable' };
  }
  if (!again.every((asking) => asking !== null && isAlike(first, asking))) {
    return { kind: 'classified', class: 'flickered' };
  }
  if (again.length < repeats) {
    return { kind: 'ask-again' };
  }
  return { kind: 'classified', class: first.twinAgrees ? 'differs' : 'mirrored' };
}

function isAlike(left: Asking, right: Asking): boolean {
  return left.twinAgrees === right.twinAgrees && left.candidateAgrees === right.candidateAgrees;
}
