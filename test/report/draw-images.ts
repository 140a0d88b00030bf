import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked } from 'marked';
import { findChromium } from '../../scripts/find-chromium.ts';
import { renderComment } from '../../src/report/comment.ts';
import { renderEvidencePage } from '../../src/report/evidence-page.ts';
import { publishedVerdict } from '../../src/report/evidence-section.ts';
import { outcomes } from './outcomes.ts';

// Draws the pictures in docs/images/ from the golden outcome `failed`, a soak that found Python's rounding, with its
// sample shown: the comment as GitHub would show it, and the top of the evidence page. Run it after a change of wording,
// with a Chromium on the machine: `node test/report/draw-images.ts [FOLDER]`.

const gitHub = `
body{margin:0;padding:24px;background:#fff;color:#1f2328;font:14px/1.5 -apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
.box{border:1px solid #d1d9e0;border-radius:6px;max-width:812px}
.head{background:#f6f8fa;border-bottom:1px solid #d1d9e0;border-radius:6px 6px 0 0;padding:8px 16px;color:#59636e}
.head b{color:#1f2328}.head span{border:1px solid #d1d9e0;border-radius:2em;padding:0 7px;font-size:12px;margin-left:4px}
.body{padding:16px;overflow-wrap:break-word}p{margin:0 0 12px}
code{background:#818b981f;border-radius:6px;padding:.2em .4em;font:85% ui-monospace,"Liberation Mono",monospace;white-space:break-spaces}
table{border-collapse:collapse;margin:0 0 14px;display:block;width:max-content;max-width:100%;overflow:auto}
td,th{border:1px solid #d1d9e0;padding:5px 12px;text-align:left}th{font-weight:600}tr:nth-child(2n){background:#f6f8fa}
sub{color:#59636e;font-size:11px;line-height:1.6;vertical-align:baseline}a{color:#0969da}summary{margin-bottom:8px}
blockquote{margin:0 0 12px;padding:0 1em;color:#59636e;border-left:.25em solid #d1d9e0}`;

const failed = await outcomes.failed?.();
if (failed === undefined) {
  throw new Error('the failed outcome is missing');
}
const functions = failed.functions.map((fn) => ({
  ...fn,
  facts: { ...fn.facts, policy: { ...fn.facts.policy, samples: 'show' as const } },
}));
const [fn] = functions;
if (fn === undefined || fn.verdict === null) {
  throw new Error('the failed outcome has no verdict');
}
const comment = renderComment({ ...failed, functions }).replace(
  '<details><summary>Samples',
  '<details open><summary>Samples',
);
const pages = [
  {
    name: 'comment',
    size: '862,1046',
    scale: 1,
    html: `<!doctype html><meta charset="utf-8"><style>${gitHub}</style><div class="box"><div class="head"><b>github-actions</b> <span>bot</span> commented</div><div class="body">${await marked.parse(comment)}</div></div>`,
  },
  {
    name: 'evidence',
    size: '900,1430',
    scale: 0.8,
    html: renderEvidencePage(fn.facts, fn.verdict, publishedVerdict(fn.facts)?.evidenceSha256 ?? ''),
  },
];

const chromium = findChromium(process.env);
if (chromium === undefined) {
  throw new Error('No Chromium was found: install one, or name it in CHROMIUM.');
}
const folder = mkdtempSync(join(tmpdir(), 'scientist-picture-'));
const target = process.argv[2] ?? join(import.meta.dirname, '..', '..', 'docs', 'images');
for (const { name, size, scale, html } of pages) {
  const file = join(folder, `${name}.html`);
  writeFileSync(file, html);
  execFileSync(
    chromium,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--hide-scrollbars',
      `--window-size=${size}`,
      `--force-device-scale-factor=${scale}`,
      `--screenshot=${join(target, `${name}.png`)}`,
      `file://${file}`,
    ],
    { stdio: 'ignore' },
  );
}
rmSync(folder, { recursive: true, force: true });
