import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/inputs/config.ts';

describe('the example configuration', () => {
  it('is valid as it stands', () => {
    const text = readFileSync(new URL('../../templates/scientist.yml', import.meta.url), 'utf8');
    expect(parseConfig(text)).toMatchObject({ ok: true, value: { functions: [{ key: 'round' }] } });
  });

  it('writes the defaults out, so that leaving its policy away changes nothing', () => {
    const text = readFileSync(new URL('../../templates/scientist.yml', import.meta.url), 'utf8');
    const withoutPolicy = text.slice(0, text.indexOf('policy:'));
    expect(parseConfig(withoutPolicy)).toEqual(parseConfig(text));
  });
});
