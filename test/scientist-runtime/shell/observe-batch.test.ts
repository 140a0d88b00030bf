import { describe, expect, it } from 'vitest';
import type { StoredComparison } from '../../../scientist-runtime/contract/comparison.ts';
import { observationsAtOnce } from '../../../scientist-runtime/contract/shadow-capacity.ts';
import { type ObserverPorts, observeBatch } from '../../../scientist-runtime/shell/observe-batch.ts';
import { ScientistError } from '../../../src/errors.ts';
import { madeObservation, madeShadow, observedAtMs, payloadOf } from '../core/made-observation.ts';

const experiment = {
  path: 'round',
  api: null,
  control: 'arn:control',
  methods: ['GET'],
  handOff: 'extension',
  shadows: [],
} as const;
const right = payloadOf({ number: 62.5, rounded: 63 });
const wrong = payloadOf({ number: 62.5, rounded: 62 });

/** A runtime in memory: bodies are observation ids, the shadows answer right unless told otherwise. */
function runtime(changes: Partial<ObserverPorts> = {}, candidatePayload = right) {
  const rows: StoredComparison[] = [];
  const log: string[] = [];
  const ports: ObserverPorts = {
    read: async (id) => ({ kind: 'observation', observation: madeObservation({ id }) }),
    find: async () => ({ name: 'rounding-float', experiment, shadow: madeShadow() }),
    ask: async ({ role }) => ({
      kind: 'called',
      answer: { kind: 'answer', payload: role === 'twin' ? right : candidatePayload },
      times: { wallMs: 1, report: null },
    }),
    write: async (row) => {
      const isNew = !rows.some(({ observationId }) => observationId === row.observationId);
      log.push(`row ${row.class}`);
      if (isNew) {
        rows.push(row);
      }
      return isNew;
    },
    storeSample: async (_, { difference }) => {
      log.push(`sample ${difference.pointer}`);
    },
    random: () => 0,
    nowMs: () => observedAtMs,
    hasTime: () => true,
    ...changes,
  };
  return { ports, rows, log };
}

const records = (...ids: string[]) => ids.map((id) => ({ messageId: `m-${id}`, body: id }));

describe('a batch', () => {
  it('becomes one row for each observation', async () => {
    const { ports, rows } = runtime();
    const { failedMessageIds, outcomes } = await observeBatch(records('a', 'b', 'c'), ports);
    expect(rows.map(({ observationId }) => observationId).sort()).toEqual(['a', 'b', 'c']);
    expect(failedMessageIds).toEqual([]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['compared', 'compared', 'compared']);
  });

  it('delivered twice is asked twice and counted once', async () => {
    const { ports, rows } = runtime();
    await observeBatch(records('a'), ports);
    const { outcomes } = await observeBatch(records('a'), ports);
    expect(rows).toHaveLength(1);
    expect(outcomes).toMatchObject([{ kind: 'compared', rows: [{ isNew: false }] }]);
  });

  it('stores what differs before the row that names it', async () => {
    const { ports, log } = runtime({}, wrong);
    await observeBatch(records('a'), ports);
    expect(log).toEqual(['sample /rounded', 'row differs']);
  });

  it('is worked on by two at once', async () => {
    let underWay = 0;
    let most = 0;
    const { ports } = runtime({
      find: async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await new Promise((done) => setImmediate(done));
        underWay -= 1;
        return null;
      },
    });
    await observeBatch(records('a', 'b', 'c', 'd', 'e'), ports);
    expect(most).toBe(observationsAtOnce);
  });
});

describe('a message', () => {
  it('that fails is delivered again, alone', async () => {
    const { ports, rows } = runtime({
      write: async (row) => {
        if (row.observationId === 'b') {
          throw new ScientistError('Unavailable', { expected: 'a table', found: 'none', remedy: 'Wait.' });
        }
        return rows.push(row) > 0;
      },
    });
    const { failedMessageIds, outcomes } = await observeBatch(records('a', 'b', 'c'), ports);
    expect(failedMessageIds).toEqual(['m-b']);
    expect(outcomes).toContainEqual({ kind: 'failed', problem: 'none; expected a table. Wait.' });
    expect(rows).toHaveLength(2);
  });

  it('of an experiment that is over is dropped and counted', async () => {
    const { ports, rows } = runtime({ find: async () => null });
    const { failedMessageIds, outcomes } = await observeBatch(records('a'), ports);
    expect(outcomes).toEqual([{ kind: 'expired', experiment: 'rounding-float' }]);
    expect(failedMessageIds).toEqual([]);
    expect(rows).toEqual([]);
  });

  it('that nobody can read is dropped, because it would not become clearer', async () => {
    const { ports } = runtime({ read: async () => ({ kind: 'unreadable', problem: 'expected JSON' }) });
    const { failedMessageIds, outcomes } = await observeBatch(records('a'), ports);
    expect(failedMessageIds).toEqual([]);
    expect(outcomes).toEqual([{ kind: 'unreadable', problem: 'expected JSON' }]);
  });

  it('for which no time is left is delivered again', async () => {
    const { ports, rows } = runtime({ hasTime: () => false });
    const { failedMessageIds } = await observeBatch(records('a', 'b'), ports);
    expect(failedMessageIds.toSorted()).toEqual(['m-a', 'm-b']);
    expect(rows).toEqual([]);
  });

  it('whose answers cannot be compared is a missing row, not delivered again, and keeps nobody up', async () => {
    const { ports, rows } = runtime({
      ask: async () => ({
        kind: 'called',
        answer: {
          kind: 'answer',
          get payload(): string {
            throw new RangeError('too much');
          },
        },
        times: { wallMs: 1, report: null },
      }),
      read: async (id) => ({
        kind: 'observation',
        // The second one's control never ran, so that nobody's answer is looked at.
        observation: madeObservation(
          id === 'b' ? { id, control: { kind: 'failed', failure: 'throttled', errorType: null } } : { id },
        ),
      }),
    });
    const { failedMessageIds, outcomes } = await observeBatch(records('a', 'b'), ports);
    expect(failedMessageIds).toEqual([]);
    expect(rows.map(({ observationId, missingReason }) => [observationId, missingReason]).sort()).toEqual([
      ['a', 'comparing-failed'],
      ['b', 'control-throttled'],
    ]);
    expect(outcomes).toContainEqual(expect.objectContaining({ kind: 'compared', problem: 'too much' }));
  });

  it.each<[string, Partial<ObserverPorts>]>([
    ['reading', { read: async () => Promise.reject(new Error('no')) }],
    ['finding', { find: async () => Promise.reject(new Error('no')) }],
    ['asking', { ask: async () => Promise.reject(new Error('no')) }],
    ['writing', { write: async () => Promise.reject(new Error('no')) }],
    ['something thrown that is no error', { find: async () => Promise.reject(null) }],
  ])('that fails by %s is delivered again, since that may pass', async (_, changes) => {
    const { ports } = runtime(changes);
    const { failedMessageIds, outcomes } = await observeBatch(records('a', 'b'), ports);
    expect(failedMessageIds.toSorted()).toEqual(['m-a', 'm-b']);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['failed', 'failed']);
  });
});
