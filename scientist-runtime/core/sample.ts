import type { DifferenceSample } from '../contract/difference-sample.ts';
import type { Observation } from '../contract/observation.ts';
import { type FoundDifference, pointerOf } from './difference.ts';
import { type Discretion, redacted, shownPath } from './discretion.ts';
import { showText, showValue } from './redacting.ts';
import { requestLineOf } from './request-line.ts';
import { isSensitiveName } from './sensitive-names.ts';

/** So many samples come of one comparison: each is an object in the bucket. */
export const maxRowSamples = 10;

/** One redacted sample for each difference id, in the order they were found, at most `maxRowSamples`. */
export function samplesOf(
  observation: Observation,
  who: DifferenceSample['who'],
  differences: readonly FoundDifference[],
  discretion: Discretion,
): DifferenceSample[] {
  const request = requestLineOf(observation.event, discretion);
  const first = new Map<string, FoundDifference>();
  for (const found of differences) {
    if (!first.has(found.difference.id)) {
      first.set(found.difference.id, found);
    }
  }
  return [...first.values()].slice(0, maxRowSamples).map((found) => ({
    schemaVersion: 1,
    difference: found.difference,
    who,
    at: found.path === null ? null : placeOf(found, found.path, discretion),
    observationId: observation.id,
    observedAtMs: observation.observedAtMs,
    request,
    control: show(found, found.control, discretion),
    other: show(found, found.other, discretion),
  }));
}

function placeOf(
  { control }: FoundDifference,
  path: NonNullable<FoundDifference['path']>,
  discretion: Discretion,
): string {
  return pointerOf(shownPath(path, control === undefined, discretion));
}

function show(
  found: FoundDifference,
  value: FoundDifference['control'],
  discretion: Discretion,
): string | null {
  if (found.path !== null || value === undefined) {
    return showValue(value, found.control, found.path ?? [], discretion);
  }
  const header = /^header:(.*)$/.exec(found.difference.pointer)?.[1];
  return header !== undefined && isSensitiveName(header) ? redacted : showText(String(value), discretion);
}
