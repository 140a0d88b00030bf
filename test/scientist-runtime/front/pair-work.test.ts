import { expect, test } from 'vitest';
import { pairWork } from '../../../scientist-runtime/shell/pair-work.ts';

const work = async (): Promise<void> => {};

test('work is picked up whether it was left before or after its event came', async () => {
  const pairs = pairWork();
  pairs.leave('early', work);
  const late = pairs.pickUp('late');
  pairs.leave('late', work);

  expect(await pairs.pickUp('early')).toBe(work);
  expect(await late).toBe(work);
});

test('word that there is no work ends the waiting as well', async () => {
  const pairs = pairWork();
  const nothing = pairs.pickUp('r1');
  pairs.leave('r1', null);

  expect(await nothing).toBeNull();
});

test('the first word about a request counts', async () => {
  const pairs = pairWork();
  pairs.leave('r1', null);
  pairs.leave('r1', work);

  expect(await pairs.pickUp('r1')).toBeNull();
});

test('work whose event never comes is forgotten after many others, not kept for ever', async () => {
  const pairs = pairWork();
  pairs.leave('lost', null);
  for (let request = 0; request < 64; request += 1) {
    pairs.leave(`later-${request}`, null);
  }
  const anew = pairs.pickUp('lost');
  pairs.leave('lost', work);

  expect(await anew).toBe(work);
});
