import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import {
  type EvidenceBundle,
  parseEvidenceBundle,
} from '../../scientist-runtime/contract/evidence-bundle.ts';
import { evidenceKeyOf } from '../../scientist-runtime/contract/evidence-key.ts';
import { comparisonRowOf } from '../../scientist-runtime/contract/evidence-rows.ts';
import { buildEvidence } from '../../src/report/evidence-bundle.ts';
import { verdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { run } from '../gate/release-life.ts';
import { outcomes, soaking } from './outcomes.ts';
import { publishedSchema, schemaFile } from './write-schema.ts';

/** The bundle that a run would publish for this state, as text. */
async function bundleOf(name: string): Promise<string> {
  const outcome = await outcomes[name]?.();
  const fn = outcome?.functions[0];
  if (fn == null || fn.verdict === null) {
    throw new Error(`${name} has no verdict`);
  }
  return buildEvidence(fn.facts, fn.verdict).json;
}

function recomputed({ rows, policy, nowMs }: EvidenceBundle) {
  return judge(rows.map(comparisonRowOf), verdictPolicy(policy), nowMs);
}

describe.each(['failed', 'ready', 'invalid', 'collecting'])('the bundle of a soak that is %s', (name) => {
  it('gives the same verdict to whoever recomputes it', async () => {
    const bundle = parseEvidenceBundle(await bundleOf(name));
    expect(JSON.parse(JSON.stringify(recomputed(bundle)))).toEqual(bundle.verdict);
  });

  it('holds what its evidence key is made of', async () => {
    const { hashed, evidenceKey } = parseEvidenceBundle(await bundleOf(name));
    expect(evidenceKeyOf(hashed)).toBe(evidenceKey);
  });

  it('is valid by the published schema', async () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    const validate = ajv.compile(JSON.parse(readFileSync(schemaFile, 'utf8')));
    const bundle: unknown = JSON.parse(await bundleOf(name));
    expect([validate(bundle), validate.errors]).toEqual([true, null]);
    expect(validate({ ...Object(bundle), rows: undefined, body: 'an answer' })).toBe(false);
  });
});

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
  const world = await soaking();
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
