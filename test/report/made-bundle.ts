import { buildEvidence } from '../../src/report/evidence-bundle.ts';
import { outcomes } from './outcomes.ts';

/** The bundle that a run would publish for one of the outcomes, as text. */
export async function bundleOf(name: string): Promise<string> {
  const outcome = await outcomes[name]?.();
  const fn = outcome?.functions[0];
  if (fn == null || fn.verdict === null) {
    throw new Error(`${name} has no verdict`);
  }
  return buildEvidence(fn.facts, fn.verdict).json;
}
