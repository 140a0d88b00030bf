import { describe, expect, it } from 'vitest';
import { logLink, runLink, withoutLogLink } from '../../src/report/run-link.ts';

const url = 'https://ghe.acme.test:8443/acme/functions/actions/runs/12';

describe('the link to a run', () => {
  it('leads to its page', () => {
    expect(runLink('the run', url)).toBe(`[the run](${url})`);
  });

  it.each([
    undefined,
    '',
    'out/package',
    'javascript:alert(1)',
    'https://evil.test',
    `${url}) [click](https://evil.test`,
    `${url}\n`,
    'https://user@evil.test/acme/functions/actions/runs/12',
  ])('is none where the address is %j', (address) => {
    expect(runLink('the run', address)).toBe('the run');
  });

  it('to a log is left out where there is no page', () => {
    expect(logLink(undefined)).toBeNull();
  });

  it('to a log makes no difference between what two runs say', () => {
    const said = (run: number): string => `Expected: x. ${logLink(url.replace('12', String(run)))}\n`;
    expect(said(13)).not.toBe(said(14));
    expect(withoutLogLink(said(13))).toBe(withoutLogLink(said(14)));
  });
});
