import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../scientist-runtime/contract/observation.ts';
import {
  parseObservation,
  parseQueueMessage,
} from '../../../scientist-runtime/contract/observation-schema.ts';

const observation: Observation = {
  schemaVersion: 1,
  id: 'o-1',
  source: 'front',
  experiment: 'rounding-float',
  evidenceKey: 'key',
  environmentId: 'env-1',
  sequence: 1,
  observedAtMs: 1,
  addedMs: 0.7,
  event: { rawPath: '/round' },
  control: { kind: 'answer', payload: '{"statusCode":200}' },
};
const offloaded = { schemaVersion: 1, offloaded: { bucket: 'b', key: 'observations/x' } };
const counters = {
  schemaVersion: 1,
  counters: { environmentId: 'e', atMs: 1, served: { round: 2 }, skipped: { round: { method: 1 } } },
};

describe('a queue message', () => {
  it.each([
    ['an observation', observation],
    [
      'an observation of a failure',
      { ...observation, control: { kind: 'failed', failure: 'timeout', errorType: null } },
    ],
    ['a pointer to an observation in S3', offloaded],
    ['counters of front', counters],
  ])('is %s', (_, message) => {
    expect(parseQueueMessage(JSON.stringify(message))).toEqual({ ok: true, message });
  });

  it('from a newer front loses what this observer does not know', () => {
    expect(parseQueueMessage(JSON.stringify({ ...observation, more: 1 }))).toEqual({
      ok: true,
      message: observation,
    });
  });

  it.each([
    ['no JSON', '{', /expected JSON/],
    ['another version', JSON.stringify({ ...observation, schemaVersion: 2 }), /./],
    ['a sequence of 0', JSON.stringify({ ...observation, sequence: 0 }), /./],
    [
      'an unknown failure',
      JSON.stringify({ ...observation, control: { kind: 'failed', failure: 'x' } }),
      /./,
    ],
    ['null', 'null', /./],
  ])('with %s is answered with the problem', (_, text, problem) => {
    expect(parseQueueMessage(text)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });
});

describe('an object in S3', () => {
  it('is an observation and never points further', () => {
    expect(parseObservation(JSON.stringify(observation)).ok).toBe(true);
    expect(parseObservation(JSON.stringify(offloaded)).ok).toBe(false);
  });
});
