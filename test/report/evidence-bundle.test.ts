import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import {
  type EvidenceBundle,
  evidenceBundleSchema,
} from '../../scientist-runtime/contract/evidence-bundle.ts';
import { evidenceKeyOf } from '../../scientist-runtime/contract/evidence-key.ts';
import { comparisonRowOf } from '../../scientist-runtime/contract/evidence-rows.ts';
import { publishedSchema, schemaFile } from '../../scripts/write-schema.ts';
import { verdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { run, soakingWorld } from '../gate/release-life.ts';
import { bundleOf } from './made-bundle.ts';
import { outcomes } from './outcomes.ts';

const parsed = (text: string): EvidenceBundle => evidenceBundleSchema.parse(JSON.parse(text));

function recomputed({ rows, policy, nowMs }: EvidenceBundle) {
  return judge(rows.map(comparisonRowOf), verdictPolicy(policy), nowMs);
}

describe.each(['failed', 'ready', 'invalid', 'collecting'])('the bundle of a soak that is %s', (name) => {
  it('gives the same verdict to whoever recomputes it', async () => {
    const bundle = parsed(await bundleOf(name));
    expect(JSON.parse(JSON.stringify(recomputed(bundle)))).toEqual(bundle.verdict);
  });

  it('holds what its evidence key is made of', async () => {
    const { hashed, evidenceKey } = parsed(await bundleOf(name));
    expect(evidenceKeyOf(hashed)).toBe(evidenceKey);
  });

  it('is valid by the published schema', async () => {
    const bundle: unknown = JSON.parse(await bundleOf(name));
    expect([isValid(bundle), isValid.errors]).toEqual([true, null]);
  });
});

/** The schema in docs/, as somebody reads it who has nothing else. A row has ten columns or eleven. */
const isValid = new Ajv2020({ strict: true, strictTuples: false }).compile(
  JSON.parse(readFileSync(schemaFile, 'utf8')),
);

describe('the published schema refuses, as the software does, a bundle', () => {
  it.each<[string, (bundle: EvidenceBundle) => unknown]>([
    ['with an answer in it', (bundle) => ({ ...bundle, body: 'an answer' })],
    ['without rows', ({ rows: _, ...bundle }) => bundle],
    ['of another schemaVersion', (bundle) => ({ ...bundle, schemaVersion: 2 })],
    ['with columns in another order', (bundle) => ({ ...bundle, columns: bundle.columns.toReversed() })],
    ['with a class too many', (bundle) => ({ ...bundle, classes: [...bundle.classes, 'same'] })],
    ['with a row that lacks a column', (bundle) => withRow(bundle, (row) => row.slice(0, 9))],
    ['with a row of a column too many', (bundle) => withRow(bundle, (row) => [...row, 'd1', 'd2'])],
    ['with a class that is none', (bundle) => withRow(bundle, (row) => row.with(1, 6))],
    ['with a flag of 2', (bundle) => withRow(bundle, (row) => row.with(2, 2))],
    ['with a negative duration', (bundle) => withRow(bundle, (row) => row.with(6, -1))],
    ['with a duration in words', (bundle) => withRow(bundle, (row) => row.with(6, 'fast'))],
    ['with a policy that leaves a limit out', (bundle) => ({ ...bundle, policy: {} })],
    ['with another decision', (bundle) => ({ ...bundle, verdict: { ...bundle.verdict, decision: 'ok' } })],
  ])('%s', async (_, change) => {
    const changed: unknown = JSON.parse(JSON.stringify(change(parsed(await bundleOf('ready')))));
    expect(isValid(changed)).toBe(false);
    expect(() => evidenceBundleSchema.parse(changed)).toThrow();
  });
});

/** The bundle with its first row changed. */
function withRow(bundle: EvidenceBundle, change: (row: readonly (number | string)[]) => unknown): unknown {
  return { ...bundle, rows: [change([...(bundle.rows[0] ?? [])]), ...bundle.rows.slice(1)] };
}

it('what was published is the bundle whose hash the journal names, and it names no value of the environment', async () => {
  const ready = await outcomes.ready?.();
  const facts = ready?.functions[0]?.facts;
  const entry = facts?.journal.findLast(({ kind }) => kind === 'verdict');
  const text = await bundleOf('ready');
  expect(entry).toMatchObject({ evidenceSha256: createHash('sha256').update(text).digest('hex') });
  expect(text).toContain('"STAGE"');
  expect(text).not.toContain('"production"');
});

it('a record of before the parts were kept is read anew, so that its evidence can say what it is about', async () => {
  const world = await soakingWorld();
  const record = world.releases.releases['round-pr7'];
  if (record === undefined) {
    throw new Error('no soak is registered');
  }
  world.releases = { ...world.releases, releases: { 'round-pr7': { ...record, evidence: null } } };
  await run(world);
  expect(world.releases.releases['round-pr7']).toEqual(record);
});

it('the schema in docs/ is the one that the format in the contract makes', () => {
  expect(JSON.parse(readFileSync(schemaFile, 'utf8'))).toEqual(publishedSchema());
});
