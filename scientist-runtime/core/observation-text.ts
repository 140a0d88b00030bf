import type { Observation } from '../contract/observation.ts';

/**
 * The JSON of an observation, with the event's own JSON put in as it was sent to the control: printing a large
 * event twice would double front's work. Fit for a queue message: SQS refuses U+FFFE and U+FFFF, which JSON does
 * not require to be escaped, and all other characters that it refuses are escaped by `JSON.stringify` anyway.
 * Source: SendMessage in the SQS API reference.
 */
export function observationText(observation: Omit<Observation, 'event'>, eventJson: string): string {
  return fitForQueue(`${JSON.stringify(observation).slice(0, -1)},"event":${eventJson}}`);
}

/** JSON text with the two characters escaped that SQS refuses; they can stand only inside its strings. */
export function fitForQueue(json: string): string {
  return json.replace(/[\uFFFE\uFFFF]/g, (character) => (character === '\uFFFE' ? '\\ufffe' : '\\uffff'));
}
