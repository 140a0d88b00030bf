import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findChromium } from '../../scripts/find-chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'path-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('takes the browser that the variable CHROMIUM names', () => {
  expect(findChromium({ CHROMIUM: '/opt/chromium', PATH: folder })).toBe('/opt/chromium');
});

it('finds a Chromium or Chrome in the PATH', () => {
  writeFileSync(join(folder, 'google-chrome'), '', { mode: 0o755 });
  expect(findChromium({ PATH: `/nowhere:${folder}` })).toBe(join(folder, 'google-chrome'));
});

it('finds none where there is only a file that cannot be run', () => {
  writeFileSync(join(folder, 'chromium'), '', { mode: 0o644 });
  expect(findChromium({ PATH: folder })).toBeUndefined();
});
