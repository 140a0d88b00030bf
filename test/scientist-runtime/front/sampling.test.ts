import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampled } from '../../../scientist-runtime/core/sampling.ts';

const rate = fc.double({ min: 0, max: 1, noNaN: true });

test('a raised rate contains the lower one', () => {
  fc.assert(
    fc.property(fc.uuid(), rate, rate, (id, a, b) => {
      expect(sampled(id, Math.max(a, b)) || !sampled(id, Math.min(a, b))).toBe(true);
    }),
  );
});

test('rate 1 takes everything, rate 0 nothing', () => {
  fc.assert(
    fc.property(fc.string(), (id) => {
      expect([sampled(id, 1), sampled(id, 0)]).toEqual([true, false]);
    }),
  );
});

test('takes the part of the ids that the rate says, however alike they are', () => {
  const ids = Array.from({ length: 20_000 }, (_, index) => `00000000-0000-4000-8000-${index}.0123456789ab`);

  for (const part of [0.01, 0.05, 0.2, 0.5, 0.9]) {
    const taken = ids.filter((id) => sampled(id, part)).length;
    // Four standard deviations of a binomial: fixed ids, so this never changes.
    expect(Math.abs(taken - 20_000 * part)).toBeLessThan(4 * Math.sqrt(20_000 * part * (1 - part)));
  }
});

test('two shadows of the same requests are sampled independently', () => {
  const requests = Array.from({ length: 20_000 }, (_, index) => `request-${index}`);
  const both = requests.filter(
    (id) => sampled(`${id}.aaaaaaaaaaaa`, 0.5) && sampled(`${id}.bbbbbbbbbbbb`, 0.5),
  );

  expect(Math.abs(both.length - 5_000)).toBeLessThan(4 * Math.sqrt(20_000 * 0.25 * 0.75));
});
