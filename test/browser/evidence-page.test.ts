import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium } from '../../scripts/find-chromium.ts';
import { functionOf, pageOf } from '../report/made-page.ts';
import { outcomes } from '../report/outcomes.ts';
import { bait, strangersText } from '../report/strangers-text.ts';

const failed = await outcomes.failed?.();
if (failed === undefined) throw new Error('the failed outcome is missing');

const executablePath = findChromium(process.env);
if (executablePath === undefined)
  throw new Error('No Chromium was found: install one, or name it in CHROMIUM.');

let folder: string;
let browser: Browser;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scientist-page-'));
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
  await rm(folder, { recursive: true });
});

/** What a page did that a page of figures does not do. */
let deeds: string[];
let page: Page;
beforeEach(async () => {
  deeds = [];
  page = await browser.newPage();
  page.on('request', (request) => void deeds.push(`asked for ${request.url()}`));
  page.on('dialog', (dialog) => void deeds.push(`said ${dialog.message()}`));
  page.on('console', (message) => void deeds.push(`logged ${message.text()}`));
  page.on('pageerror', (error) => void deeds.push(`threw ${error.message}`));
});
afterEach(() => page.close());

/** Opens a page from a file, as somebody who downloaded it does. */
async function open(html: string): Promise<string> {
  const path = join(folder, 'evidence.html');
  await writeFile(path, html);
  const url = pathToFileURL(path).href;
  await page.goto(url);
  return url;
}

describe('the evidence page in a browser', () => {
  it('is drawn from its file alone: it loads, runs and logs nothing', async () => {
    const url = await open(pageOf(functionOf(failed)));
    expect(deeds).toEqual([`asked for ${url}`]);
    expect(await page.getByText('unexplained-difference', { exact: true }).isVisible()).toBe(true);
  });

  it('wears its style, which its own policy lets in', async () => {
    await open(pageOf(functionOf(failed)));
    const border = await page.evaluate("getComputedStyle(document.querySelector('.mark')).borderTopStyle");
    expect(border).toBe('solid');
  });

  it.each(bait.map((text) => [text.slice(0, 60), text]))(
    'shows a stranger’s %j as text that does nothing',
    async (_, text) => {
      const url = await open(pageOf(functionOf(strangersText(failed, () => text))));
      expect(deeds).toEqual([`asked for ${url}`]);
      expect(await page.locator('script, img, iframe, link, object').count()).toBe(0);
    },
  );

  it('says its verdict first, has a name for every chart and headings for every table', async () => {
    await open(pageOf(functionOf(failed)));
    const [first] = await page.getByRole('heading').allInnerTexts();
    expect(first).toContain('round answers differently');
    expect(await page.getByRole('img', { name: /twin.*candidate/i }).count()).toBe(2);
    for (const table of await page.getByRole('table').all()) {
      expect(await table.getByRole('columnheader').count()).toBeGreaterThan(1);
    }
  });

  it.each([1280, 375])('has no line that leads out of a window %i pixels wide', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await open(pageOf(functionOf(failed)));
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
  });
});
