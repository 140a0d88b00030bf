import type { Shadow } from '../../../scientist-runtime/contract/effective.ts';
import type { Observation } from '../../../scientist-runtime/contract/observation.ts';
import { comparators } from './made-answer.ts';

export const observedAtMs = 1_764_000_000_000;

/** `GET /round?number=62.5`, answered with 63, with what a test wants to be different. */
export function madeObservation(changes: Partial<Observation> = {}): Observation {
  return {
    schemaVersion: 1,
    id: 'o-1',
    source: 'front',
    experiment: 'rounding-float',
    evidenceKey: 'key',
    environmentId: 'env-1',
    sequence: 7,
    observedAtMs,
    addedMs: 0.7,
    event: {
      version: '2.0',
      rawPath: '/round',
      requestContext: { http: { method: 'GET' } },
      headers: { authorization: 'Bearer secret' },
      queryStringParameters: { number: '62.5', token: 'secret' },
    },
    control: { kind: 'answer', payload: payloadOf({ number: 62.5, rounded: 63 }) },
    ...changes,
  };
}

/** The payload of a JSON answer with status 200. */
export function payloadOf(body: unknown): string {
  return JSON.stringify({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

export function madeShadow(changes: Partial<Shadow> = {}): Shadow {
  return {
    evidenceKey: 'key',
    stage: 'soak',
    candidates: [{ id: 'round-pr1', arn: 'arn:candidate' }],
    twin: 'arn:twin',
    comparators,
    acceptedDifferences: [],
    redact: [],
    sampleRate: 1,
    expiresAtMs: null,
    ...changes,
  };
}
