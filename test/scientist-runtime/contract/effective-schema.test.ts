import { describe, expect, it } from 'vitest';
import { parseDifferenceSample, sampleKey } from '../../../scientist-runtime/contract/difference-sample.ts';
import { parseEffective } from '../../../scientist-runtime/contract/effective-schema.ts';

describe('effective.json', () => {
  const empty = {
    schemaVersion: 1,
    compiledAtMs: 1,
    sources: { experimentsEtag: null, releasesEtag: null },
    lastValidExperiments: null,
    experiments: {},
  };

  it('of a newer compiler is read without what is not known here', () => {
    expect(parseEffective(JSON.stringify({ ...empty, more: 1 }))).toEqual(empty);
  });

  it('of another version is a fault', () => {
    expect(() => parseEffective(JSON.stringify({ ...empty, schemaVersion: 2 }))).toThrow();
  });
});

describe('a sample', () => {
  it('is kept by evidence key, difference and number', () => {
    expect(sampleKey('samples/', 'key', 'd1', 2)).toBe('samples/key/d1/2.json');
  });

  it('that nobody of us wrote is a fault', () => {
    expect(() => parseDifferenceSample('{"schemaVersion":1}')).toThrow();
  });
});
