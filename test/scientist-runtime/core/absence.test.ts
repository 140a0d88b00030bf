import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absenceOf } from '../../../scientist-runtime/core/absence.ts';
import { unfitness } from '../../../scientist-runtime/core/observation-fitness.ts';
import { inRandomOrder } from '../../../scientist-runtime/core/random-order.ts';
import { madeObservation, observedAtMs } from './made-observation.ts';

describe('an error of Lambda’s own', () => {
  it.each([
    ['TooManyRequestsException', 429, 'throttled'],
    ['ResourceNotReadyException', 502, 'not-ready'],
    ['ResourceConflictException', 409, 'not-ready'],
    ['EC2ThrottledException', 502, 'not-ready'],
    ['ResourceNotFoundException', 404, 'not-found'],
    ['AccessDeniedException', 403, 'not-permitted'],
    ['RequestTooLargeException', 413, 'request-too-large'],
    ['ServiceException', 500, 'unavailable'],
    ['KMSDisabledException', 502, 'unavailable'],
    ['Unknown', null, 'unavailable'],
  ] as const)('%s (%s) leaves no answer: %s', (name, status, expected) => {
    expect(absenceOf(name, status)).toBe(expected);
  });
});

describe('an observation is not asked about', () => {
  it('when it is older than the queue keeps messages', () => {
    expect(unfitness(madeObservation(), observedAtMs + 900_000)).toBeNull();
    expect(unfitness(madeObservation(), observedAtMs + 900_001)).toBe('expired');
  });

  it.each([
    ['throttled', 'control-throttled'],
    ['unavailable', 'control-unavailable'],
    ['error', null],
    ['timeout', null],
  ] as const)('when the control %s: %s', (failure, expected) => {
    const control = { kind: 'failed', failure, errorType: null } as const;
    expect(unfitness(madeObservation({ control }), observedAtMs)).toBe(expected);
  });
});

describe('random order', () => {
  const randoms = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 3 });

  it('keeps every element once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 8 }), randoms, (elements, numbers) => {
        let next = 0;
        const ordered = inRandomOrder(elements, () => numbers[next++ % numbers.length] ?? 0);
        expect(ordered.toSorted()).toEqual(elements.toSorted());
      }),
    );
  });

  it('puts either of two first, each for half of the numbers', () => {
    expect(inRandomOrder(['twin', 'candidate'], () => 0.49)).toEqual(['twin', 'candidate']);
    expect(inRandomOrder(['twin', 'candidate'], () => 0.5)).toEqual(['candidate', 'twin']);
  });
});
