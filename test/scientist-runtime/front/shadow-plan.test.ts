import { expect, test } from 'vitest';
import { planShadows } from '../../../scientist-runtime/core/shadow-plan.ts';
import { experimentOf, shadowOf } from '../../harness/definition-of.ts';

const nowMs = 1_764_000_000_000;
const soak = shadowOf({ evidenceKey: 'a'.repeat(32) });
const watch = shadowOf({ evidenceKey: 'b'.repeat(32), stage: 'watch' });

test('every shadow of an experiment gets an observation of its own', () => {
  const { observations, skipped } = planShadows(experimentOf({ shadows: [soak, watch] }), 'GET', 'r1', nowMs);

  expect(observations).toEqual([
    { id: 'r1.aaaaaaaaaaaa', evidenceKey: 'a'.repeat(32) },
    { id: 'r1.bbbbbbbbbbbb', evidenceKey: 'b'.repeat(32) },
  ]);
  expect(skipped).toEqual([]);
});

test.each([
  ['a method that was not declared safe', 'POST', soak, 'method'],
  ['a method in lower case, which HTTP takes for another one', 'get', soak, 'method'],
  ['an end that is now', 'GET', { ...soak, expiresAtMs: nowMs }, 'expired'],
  ['a sample of nothing', 'GET', { ...soak, sampleRate: 0 }, 'sampled-out'],
])('%s is a reason to skip', (_, method, shadow, reason) => {
  expect(planShadows(experimentOf({ shadows: [shadow] }), method, 'r1', nowMs)).toEqual({
    observations: [],
    skipped: [reason],
  });
});

test.each(['POST', 'DELETE'])('%s is shadowed where the experiment declares it safe', (method) => {
  const experiment = experimentOf({ methods: ['GET', 'POST', 'DELETE'], shadows: [soak] });

  expect(planShadows(experiment, method, 'r1', nowMs).observations).toHaveLength(1);
});

test('a shadow lives until its end', () => {
  const shadow = { ...soak, expiresAtMs: nowMs + 1 };

  expect(planShadows(experimentOf({ shadows: [shadow] }), 'HEAD', 'r1', nowMs).observations).toHaveLength(1);
});

test('an experiment without shadows has nothing to hand on and nothing to skip', () => {
  expect(planShadows(experimentOf({ shadows: [] }), 'POST', 'r1', nowMs)).toEqual({
    observations: [],
    skipped: [],
  });
});
