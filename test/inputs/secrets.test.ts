import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../src/inputs/secrets.ts';

describe('a line of log', () => {
  it('holds no token and no key of the run', () => {
    const clean = withoutSecrets({
      'INPUT_GITHUB-TOKEN': ' ghs_0123456789 ',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI',
      AWS_SESSION_TOKEN: 'wJalrXUtnFEMI/session',
      AWS_REGION: 'eu-west-1',
    });
    expect(clean('token ghs_0123456789, key wJalrXUtnFEMI/session in eu-west-1')).toBe(
      'token ***, key *** in eu-west-1',
    );
  });

  it('stays as it is where nothing is set, or only what says nothing', () => {
    const clean = withoutSecrets({ 'INPUT_GITHUB-TOKEN': '', AWS_SECRET_ACCESS_KEY: 'test' });
    expect(clean('a test')).toBe('a test');
  });

  it('never holds a secret, whatever it is and wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 6 }).filter((text) => text.trim().length >= 6 && !'***'.includes(text.trim())),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          const clean = withoutSecrets({ AWS_SESSION_TOKEN: secret });
          const cleaned = clean(`${before}${secret.trim()}${after}`);
          expect(cleaned.split('***').some((part) => part.includes(secret.trim()))).toBe(false);
        },
      ),
    );
  });
});
