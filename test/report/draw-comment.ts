import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { marked } from 'marked';
import { findChromium } from '../../scripts/find-chromium.ts';
import { renderComment } from '../../src/report/comment.ts';
import { cleanRows, differingRow, packagedWorld, run, soak } from '../gate/release-life.ts';

// Draws docs/images/comment.png: the comment of a soak that found Python's rounding, as GitHub would show it.
// Run it after a change of wording: `node test/report/draw-comment.ts` with a Chromium on the machine.

const world = await packagedWorld();
await run(world);
const start = world.nowMs;
const differing = Array.from({ length: 37 }, (_, index) => differingRow(start + 2_000 + index * 90));
soak(world, [...cleanRows(38, start), ...differing, ...cleanRows(537, start + 6_000)]);
world.differences = [
  {
    id: 'd1',
    pointer: '/rounded',
    kind: 'value',
    deltaClass: 'number-',
    rows: 37,
    mirroredRows: 0,
    samples: [{ request: 'GET /round?number=62.5', control: '63', candidate: '62' }],
  },
];
const { functions, ...outcome } = await run(world);
const shown = functions.map((fn) => ({
  ...fn,
  facts: { ...fn.facts, policy: { ...fn.facts.policy, samples: 'show' as const } },
}));
const comment = renderComment({ ...outcome, functions: shown });

const page = `<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:24px;background:#fff;color:#1f2328;font:14px/1.5 -apple-system,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
.box{border:1px solid #d1d9e0;border-radius:6px;width:812px}
.head{background:#f6f8fa;border-bottom:1px solid #d1d9e0;border-radius:6px 6px 0 0;padding:8px 16px;color:#59636e}
.head b{color:#1f2328}.head span{border:1px solid #d1d9e0;border-radius:2em;padding:0 7px;font-size:12px;margin-left:4px}
.body{padding:16px}p{margin:0 0 12px}code{background:#818b981f;border-radius:6px;padding:.2em .4em;font:85% ui-monospace,"Liberation Mono",monospace}
table{border-collapse:collapse;margin:0 0 14px}td,th{border:1px solid #d1d9e0;padding:5px 12px;text-align:left}th{font-weight:600}
tr:nth-child(2n){background:#f6f8fa}sub{color:#59636e;font-size:11px;line-height:1.6;vertical-align:baseline}
blockquote{margin:0 0 12px;padding:0 1em;color:#59636e;border-left:.25em solid #d1d9e0}summary{margin-bottom:8px}
</style><div class="box"><div class="head"><b>github-actions</b> <span>bot</span> commented</div><div class="body">
${await marked.parse(comment.replaceAll('<details>', '<details open>'))}</div></div>`;

const chromium = findChromium(process.env);
if (chromium === undefined) {
  throw new Error('No Chromium was found: install one, or name it in CHROMIUM.');
}
const folder = mkdtempSync(join(tmpdir(), 'scientist-picture-'));
writeFileSync(join(folder, 'comment.html'), page);
execFileSync(
  chromium,
  [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--hide-scrollbars',
    '--window-size=862,760',
    `--screenshot=${join(import.meta.dirname, '..', '..', 'docs', 'images', 'comment.png')}`,
    `file://${join(folder, 'comment.html')}`,
  ],
  { stdio: 'ignore' },
);
rmSync(folder, { recursive: true, force: true });
console.log(comment);
