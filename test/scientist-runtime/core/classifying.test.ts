import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Asking, type ClassifyingStep, classify } from '../../../scientist-runtime/core/classifying.ts';

/** The four ways an asking can come out, by who agrees with the control, and the one in which nobody answered. */
const askings = {
  both: { twinAgrees: true, candidateAgrees: true },
  twin: { twinAgrees: true, candidateAgrees: false },
  candidate: { twinAgrees: false, candidateAgrees: true },
  neither: { twinAgrees: false, candidateAgrees: false },
  absent: null,
} satisfies Record<string, Asking | null>;
type Name = keyof typeof askings;
const names: readonly Name[] = ['both', 'twin', 'candidate', 'neither', 'absent'];

function stepOf(first: Name, ...again: Name[]): string {
  const step: ClassifyingStep = classify(
    askings[first],
    again.map((name) => askings[name]),
  );
  return step.kind === 'ask-again' ? 'ask again' : step.class;
}

describe('the first asking', () => {
  it.each([
    ['both', 'same'],
    ['twin', 'ask again'],
    ['candidate', 'ask again'],
    ['neither', 'not-comparable'],
    ['absent', 'missing'],
  ] as const)('in which %s agree(s) with the control: %s', (first, expected) => {
    expect(stepOf(first)).toBe(expected);
  });
});

describe('repeats', () => {
  it.each([
    ['twin', 'differs'],
    ['candidate', 'mirrored'],
  ] as const)('in which again only the %s agrees: asked once more, then %s', (first, expected) => {
    expect(stepOf(first, first)).toBe('ask again');
    expect(stepOf(first, first, first)).toBe(expected);
  });

  it('of which any came out otherwise, or gave nothing, are flickering', () => {
    for (const first of ['twin', 'candidate'] as const) {
      for (const other of names.filter((name) => name !== first)) {
        expect(stepOf(first, other), `${first}, ${other}`).toBe('flickered');
        expect(stepOf(first, first, other), `${first}, ${first}, ${other}`).toBe('flickered');
      }
    }
  });
});

describe('every possible course', () => {
  const courses = fc.tuple(fc.constantFrom(...names), fc.array(fc.constantFrom(...names), { maxLength: 2 }));

  it('ends after two repeats at most', () => {
    fc.assert(
      fc.property(courses, fc.constantFrom(...names), ([first], repeat) => {
        expect(stepOf(first, repeat, repeat)).not.toBe('ask again');
      }),
    );
  });

  it('comes out mirrored when twin and candidate are exchanged', () => {
    const exchanged = (name: Name): Name =>
      name === 'twin' ? 'candidate' : name === 'candidate' ? 'twin' : name;
    const mirror: Record<string, string> = { differs: 'mirrored', mirrored: 'differs' };
    fc.assert(
      fc.property(courses, ([first, again]) => {
        const step = stepOf(first, ...again);
        expect(stepOf(exchanged(first), ...again.map(exchanged))).toBe(mirror[step] ?? step);
      }),
    );
  });
});
