import { describe, expect, it } from 'vitest';
import type { Rest } from '../../src/release/step.ts';
import { openLines } from '../../src/report/blocks.ts';
import { renderCheck } from '../../src/report/check.ts';
import { renderComment } from '../../src/report/comment.ts';
import { outputsOf } from '../../src/report/outputs.ts';
import { outcomes } from './outcomes.ts';

// The golden files are what people read. After a change of wording: `vitest run test/report -u`, and read the diff.
describe.each(Object.keys(outcomes))('a release that is %s', (name) => {
  it('is told to people and machines as the golden file says', async () => {
    const outcome = await outcomes[name]?.();
    if (outcome === undefined) {
      throw new Error(`no outcome ${name}`);
    }
    const { status, conclusion, title, externalId } = renderCheck(outcome);
    const { outputs, result } = outputsOf([{ outcome, commentUrl: 'https://github.test/comment' }]);
    const told = [
      renderComment(outcome),
      '---',
      `check: ${status} ${conclusion ?? ''}`.trim(),
      `title: ${title}`,
      `external id: ${externalId}`,
      JSON.stringify(outputs),
      JSON.stringify(
        result.functions.map(({ decision, verdict, comparisons }) => ({ decision, verdict, comparisons })),
      ),
    ].join('\n');
    await expect(`${told}\n`).toMatchFileSnapshot(`golden/${name}.golden.md`);
  });
});

/** Every reason to rest there is; the compiler asks for those that join. */
const reasons: Readonly<Record<Rest['reason'], true>> = {
  'nothing-changed': true,
  'no-package': true,
  'package-running': true,
  'package-failed': true,
  'package-unusable': true,
  'cannot-clone': true,
  'setting-refused': true,
  'not-packaged': true,
  'needs-consent': true,
  'other-promotion': true,
  'undefined-experiment': true,
  'other-control': true,
  closing: true,
  superseded: true,
  collecting: true,
  failed: true,
  'known-bad': true,
  invalid: true,
  inconclusive: true,
  stopped: true,
  behind: true,
  'evidence-expired': true,
  'clock-behind': true,
  ready: true,
  watching: true,
  promoted: true,
  'rolled-back': true,
  closed: true,
};

it('there is a golden file for every reason to rest', async () => {
  const all = await Promise.all(Object.values(outcomes).map((make) => make()));
  const seen = all.flatMap(({ functions }) => functions.map(({ rest }) => rest.reason));
  expect([...new Set(seen)].sort()).toEqual(Object.keys(reasons).sort());
});

it.each(Object.keys(outcomes))(
  'a comment on a release that is %s stays within a screen or two',
  async (name) => {
    const outcome = await outcomes[name]?.();
    expect(outcome === undefined ? Number.NaN : openLines(renderComment(outcome))).toBeLessThanOrEqual(60);
  },
);
