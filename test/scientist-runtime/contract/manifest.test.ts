import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../scientist-runtime/contract/manifest.ts';

const manifest = (fields: object, version: unknown = 1) =>
  parseManifest(JSON.stringify({ schemaVersion: version, functions: { round: fields } }));

describe('a manifest', () => {
  it('needs no more than an artifact', () => {
    expect(manifest({ artifact: 'round.zip' })).toMatchObject({
      ok: true,
      value: { functions: { round: { artifact: 'round.zip' } } },
    });
  });

  it('takes every literal of the configuration', () => {
    const full = {
      control: 'acme-functions-round',
      artifact: 'dist/round.zip',
      handler: 'handler.handler',
      runtime: 'nodejs24.x',
      memoryMb: 128,
      timeoutSeconds: 6,
      environment: { STAGE: 'live' },
      layers: [],
      architecture: 'arm64',
    };
    expect(manifest(full)).toEqual({ ok: true, value: { schemaVersion: 1, functions: { round: full } } });
  });

  it.each([
    ['a path out of the package', { artifact: '../round.zip' }],
    ['a hidden way out', { artifact: 'a/../../round.zip' }],
    ['an absolute path', { artifact: '/etc/passwd' }],
    ['a backslash', { artifact: 'a\\b.zip' }],
    ['a NUL', { artifact: 'a\0b' }],
    ['no artifact', {}],
    ['memory below Lambda’s least', { artifact: 'a.zip', memoryMb: 64 }],
    ['a timeout beyond Lambda’s most', { artifact: 'a.zip', timeoutSeconds: 901 }],
    ['a variable name with a dash', { artifact: 'a.zip', environment: { 'A-B': 'c' } }],
    ['an unknown key', { artifact: 'a.zip', role: 'arn:aws:iam::1:role/admin' }],
  ])('with %s is refused', (_, fields) => {
    expect(manifest(fields).ok).toBe(false);
  });

  it('of another version is refused', () => {
    expect(manifest({ artifact: 'a.zip' }, 2).ok).toBe(false);
  });

  it('of more keys than YAML may have is read as the JSON that it is', () => {
    const named = Array.from({ length: 1_500 }, (_, index) => [`f${index}`, { artifact: 'a.zip' }]);
    const text = JSON.stringify({ schemaVersion: 1, functions: Object.fromEntries(named) });
    expect(parseManifest(text).ok).toBe(true);
  });

  it.each<[string, string, object]>([
    ['nothing', '', { line: 1, column: 1 }],
    ['YAML', 'schemaVersion: 1\n', { line: 1, column: 1 }],
    ['JSON that is cut off', '{\n  "schemaVersion": 1,', { line: 2, column: 22 }],
    ['JSON with a comma missing', '{\n  "schemaVersion": 1\n  "functions": {} }', { line: 3, column: 3 }],
    [
      'a value that it cannot have',
      '{\n\t"schemaVersion": 1,\n\t"functions": { "a": { "artifact": 1 } } }',
      { line: 3, column: 36 },
    ],
    ['a long list', `[${'[],'.repeat(400_000)}[]]`, { line: 1, column: 1 }],
  ])('of %s is refused at its place', (_, text, place) => {
    expect(parseManifest(text)).toMatchObject({ ok: false, problems: [place] });
  });
});
