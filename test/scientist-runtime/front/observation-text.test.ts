import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitForQueue, observationText } from '../../../scientist-runtime/core/observation-text.ts';

const observation = {
  schemaVersion: 1,
  id: 'r1.aaaa',
  source: 'front',
  experiment: 'round',
  evidenceKey: 'a'.repeat(32),
  environmentId: 'e1',
  sequence: 1,
  observedAtMs: 1_764_000_000_000,
  addedMs: 0.25,
} as const;

/** What SQS takes in a message, from the SendMessage page of its API reference. */
function isTaken(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return (
    [0x9, 0xa, 0xd].includes(code) ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    code > 0xffff
  );
}
const anyText = fc.string({
  unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
});

test('is the JSON of the observation with the event as it was sent', () => {
  fc.assert(
    fc.property(fc.jsonValue(), anyText, (event, payload) => {
      const control = { kind: 'answer', payload } as const;
      const text = observationText({ ...observation, control }, JSON.stringify(event));

      expect(JSON.parse(text)).toEqual({ ...observation, control, event: JSON.parse(JSON.stringify(event)) });
    }),
  );
});

test('holds only characters that SQS takes, and still means the same', () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.constantFrom('\uFFFE', '\uFFFF', '\u0000', '\uD800')), (value) => {
      const text = fitForQueue(JSON.stringify({ value }));

      expect([...text].filter((character) => !isTaken(character))).toEqual([]);
      expect(JSON.parse(text)).toEqual({ value });
    }),
  );
});
