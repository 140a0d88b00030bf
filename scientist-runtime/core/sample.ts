import type { DifferenceSample } from '../contract/difference-sample.ts';
import type { Observation } from '../contract/observation.ts';
import { type FoundDifference, pointerOf } from './difference.ts';
import type { ActiveRules } from './pointer-rules.ts';
import { cut, isSensitiveName, redacted, showValue } from './redacting.ts';
import { requestLineOf } from './request-line.ts';

/** One redacted sample for each difference id, in the order they were found. */
export function samplesOf(
  observation: Observation,
  who: DifferenceSample['who'],
  differences: readonly FoundDifference[],
  redact: ActiveRules,
): DifferenceSample[] {
  const request = requestLineOf(observation.event);
  const first = new Map<string, FoundDifference>();
  for (const found of differences) {
    if (!first.has(found.difference.id)) {
      first.set(found.difference.id, found);
    }
  }
  return [...first.values()].map((found) => ({
    schemaVersion: 1,
    difference: found.difference,
    who,
    at: found.path === null ? null : pointerOf(found.path),
    observationId: observation.id,
    observedAtMs: observation.observedAtMs,
    request,
    control: show(found, found.control, redact),
    other: show(found, found.other, redact),
  }));
}

function show(found: FoundDifference, value: FoundDifference['control'], redact: ActiveRules): string | null {
  if (found.path !== null || value === undefined) {
    return showValue(value, found.path ?? [], redact);
  }
  const header = /^header:(.*)$/.exec(found.difference.pointer)?.[1];
  return header !== undefined && isSensitiveName(header) ? redacted : cut(String(value));
}
