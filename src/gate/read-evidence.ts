import type { Facts } from '../release/facts.ts';
import { releaseId, watchId } from '../release/release-record.ts';
import type { Ports } from './ports.ts';

/** Reads the rows and differences of the records in force into the facts. */
export async function readEvidence<T extends Pick<Facts, 'stores' | 'function' | 'pullRequest' | 'policy'>>(
  facts: T,
  ports: Pick<Ports, 'evidence' | 'github'>,
): Promise<T & Pick<Facts, 'rows' | 'watchRows' | 'differences'>> {
  const { soak, watch } = facts.stores;
  const { key } = facts.function;
  const { number } = facts.pullRequest;
  const id = releaseId(key, number);
  const withSamples = facts.policy.samples === 'show' && ports.github.repository.private;
  const [rows, watchRows, differences] = await Promise.all([
    soak === null ? [] : ports.evidence.readRows(soak.evidenceKey, id),
    watch === null ? [] : ports.evidence.readRows(watch.evidenceKey, watchId(key, number)),
    soak === null ? [] : ports.evidence.readDifferences(soak.evidenceKey, id, withSamples),
  ]);
  return { ...facts, rows, watchRows, differences };
}
