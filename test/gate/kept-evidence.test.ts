import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { cleanRows, differingRow, packagedWorld, run, soak } from './release-life.ts';

it('a published hash can be checked after later verdicts on the same evidence key', async () => {
  const world = await packagedWorld();
  await run(world);
  const start = world.nowMs;
  const rows = cleanRows(600, start);
  soak(world, rows);
  await run(world);
  const more = Array.from({ length: 40 }, (_, index) => differingRow(start + 40_000 + index));
  soak(world, [...rows, ...more]);
  await run(world);

  const published = world.journal.filter((entry) => entry.kind === 'verdict');
  expect(published.map(({ decision }) => decision)).toEqual(['pass', 'fail']);
  expect(new Set(published.map(({ evidenceKey }) => evidenceKey)).size).toBe(1);
  for (const { evidenceKey, evidenceSha256, decision } of published) {
    const bundle = world.stored.get(`${evidenceKey}/bundle-${evidenceSha256}.json`) ?? '';
    expect(createHash('sha256').update(bundle, 'utf8').digest('hex')).toBe(evidenceSha256);
    expect(JSON.parse(bundle)).toMatchObject({ verdict: { decision } });
  }
  const latest = published.at(-1);
  expect(world.stored.get(`${latest?.evidenceKey}/bundle.json`)).toBe(
    world.stored.get(`${latest?.evidenceKey}/bundle-${latest?.evidenceSha256}.json`),
  );
});
