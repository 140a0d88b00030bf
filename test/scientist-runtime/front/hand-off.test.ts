import { beforeEach, expect, test } from 'vitest';
import { parseQueueMessage } from '../../../scientist-runtime/contract/observation-schema.ts';
import { openMs } from '../../../scientist-runtime/core/circuit-breaker.ts';
import {
  countersPeriodMs,
  createSkipCounts,
  type SkipCounts,
} from '../../../scientist-runtime/shell/count-skips.ts';
import {
  createHandOff,
  type HandOff,
  type ObservationDraft,
} from '../../../scientist-runtime/shell/hand-off.ts';

let nowMs: number;
let sent: Record<string, unknown>[];
let accepts: () => boolean;
let counts: SkipCounts;
let handOff: HandOff;

beforeEach(() => {
  nowMs = 1_764_000_000_000;
  sent = [];
  accepts = () => true;
  counts = createSkipCounts(nowMs);
  handOff = createHandOff(
    async (_id, text) => {
      sent.push(JSON.parse(text));
      return accepts();
    },
    counts,
    () => nowMs,
  );
});

function draft(evidenceKey = 'key-a', id = 'r1.aaaa'): ObservationDraft {
  return {
    id,
    experiment: 'round',
    evidenceKey,
    observedAtMs: nowMs,
    addedMs: 0.5,
    control: { kind: 'answer', payload: '{"statusCode":200}' },
    eventJson: '{"rawPath":"/round"}',
  };
}

test('an observation carries what it says of the request and what only the environment knows', async () => {
  expect(await handOff([draft()], 150)).toEqual({ handedOff: 1, skipped: null });

  expect(sent).toEqual([
    {
      schemaVersion: 1,
      source: 'front',
      id: 'r1.aaaa',
      experiment: 'round',
      evidenceKey: 'key-a',
      environmentId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sequence: 1,
      observedAtMs: nowMs,
      addedMs: 0.5,
      event: { rawPath: '/round' },
      control: { kind: 'answer', payload: '{"statusCode":200}' },
    },
  ]);
});

test('the observer understands every message, of an answer, of a failure and of counters', async () => {
  counts.served('round');
  nowMs += countersPeriodMs;
  const control = { kind: 'failed', failure: 'timeout', errorType: null } as const;
  await handOff([draft(), { ...draft('key-b'), control }], 150);

  expect(sent.map((message) => parseQueueMessage(JSON.stringify(message)))).toEqual(
    sent.map((message) => ({ ok: true, message })),
  );
  expect(sent).toHaveLength(3);
});

test('each evidence key has a sequence of attempts, failed ones included', async () => {
  await handOff([draft('key-a'), draft('key-b')], 150);
  accepts = () => false;
  await handOff([draft('key-a')], 150);
  accepts = () => true;
  await handOff([draft('key-a'), draft('key-b')], 150);

  expect(sent.map(({ evidenceKey, sequence }) => [evidenceKey, sequence])).toEqual([
    ['key-a', 1],
    ['key-b', 1],
    ['key-a', 2],
    ['key-a', 3],
    ['key-b', 2],
  ]);
});

test('two environments are told apart', async () => {
  const other = createHandOff(
    async (_id, text) => sent.push(JSON.parse(text)) > 0,
    createSkipCounts(nowMs),
    () => nowMs,
  );
  await handOff([draft()], 150);
  await other([draft()], 150);

  expect(new Set(sent.map(({ environmentId }) => environmentId)).size).toBe(2);
});

test('a sender that throws is a failed hand-off', async () => {
  accepts = () => {
    throw new TypeError('no such header');
  };

  expect(await handOff([draft(), draft('key-b')], 150)).toEqual({ handedOff: 0, skipped: 'hand-off-failed' });
});

test('an open circuit refuses without an attempt, and half-open one request decides', async () => {
  accepts = () => false;
  for (let failure = 0; failure < 3; failure += 1) {
    await handOff([draft()], 150);
  }

  expect(await handOff([draft()], 150)).toEqual({ handedOff: 0, skipped: 'circuit-open' });
  nowMs += openMs;
  accepts = () => true;
  expect(await handOff([draft()], 150)).toEqual({ handedOff: 1, skipped: null });
  expect(await handOff([draft()], 150)).toEqual({ handedOff: 1, skipped: null });
  expect(sent.flatMap(({ sequence }) => sequence ?? [])).toEqual([1, 2, 3, 4, 5]);
});

test('requests with nothing to hand on do not close an open circuit', async () => {
  accepts = () => false;
  for (let failure = 0; failure < 3; failure += 1) {
    await handOff([draft()], 150);
  }
  nowMs += openMs;

  expect(await handOff([], 150)).toEqual({ handedOff: 0, skipped: null });
  await handOff([draft()], 150);

  expect(await handOff([draft()], 150)).toEqual({ handedOff: 0, skipped: 'circuit-open' });
});

test('counters are sent when they are due, with what was not handed on by reason', async () => {
  counts.served('round');
  counts.served('round');
  counts.skipped('round', 'method');
  accepts = () => false;
  await handOff([draft()], 150);
  accepts = () => true;
  nowMs += countersPeriodMs;
  sent = [];

  await handOff([], 150);
  await handOff([], 150);

  expect(sent).toEqual([
    {
      schemaVersion: 1,
      counters: {
        environmentId: expect.any(String),
        atMs: nowMs,
        served: { round: 2 },
        skipped: { round: { method: 1, 'hand-off-failed': 1 } },
      },
    },
  ]);
});

test('counters that could not be sent are sent with the next ones', async () => {
  counts.served('round');
  counts.skipped('sort', 'expired');
  nowMs += countersPeriodMs;
  accepts = () => false;
  await handOff([], 150);
  counts.served('round');
  nowMs += countersPeriodMs;
  accepts = () => true;
  await handOff([], 150);

  expect(sent.map(({ counters }) => counters)).toMatchObject([
    { served: { round: 1 }, skipped: { sort: { expired: 1 } } },
    { served: { round: 2 }, skipped: { sort: { expired: 1 } } },
  ]);
});

test('an environment that served nothing sends no counters', async () => {
  nowMs += countersPeriodMs;

  await handOff([], 150);

  expect(sent).toEqual([]);
});
