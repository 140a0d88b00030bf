import { describe, expect, it } from 'vitest';
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
