import { ulid } from 'ulid';
import {
  type Act,
  type ActEntry,
  type JournalEntry,
  journalPartition,
} from '../../scientist-runtime/contract/journal.ts';
import type { SafetyFacts } from '../release/facts.ts';
import type { Ports } from './ports.ts';

/** An act as its lines in the journal tell it. */
interface ToldAct {
  readonly act: Act;
  /** Login, or `gate`. */
  readonly by: string;
  readonly detail: Readonly<Record<string, string>>;
}

/**
 * Writes one line before an act on production and one after it was read back, so that a run which died in
 * between leaves a trace of what it meant to do.
 */
export async function journalled<F extends SafetyFacts>(
  told: ToldAct,
  facts: F,
  ports: Pick<Ports, 'journal' | 'nowMs'>,
  perform: () => Promise<F>,
): Promise<F> {
  const intent = await appendAct(told, 'intent', facts, ports);
  const performed = await perform();
  const outcome = await appendAct(told, 'outcome', facts, ports);
  return { ...performed, journal: [...performed.journal, intent, outcome] };
}

async function appendAct(
  { act, by, detail }: ToldAct,
  phase: ActEntry['phase'],
  facts: SafetyFacts,
  ports: Pick<Ports, 'journal' | 'nowMs'>,
): Promise<JournalEntry> {
  const atMs = ports.nowMs();
  const entry: JournalEntry = {
    id: `act#${ulid(atMs)}`,
    kind: 'act',
    act,
    phase,
    by,
    detail: { ...detail },
    atMs,
    pullRequest: facts.pullRequest.number,
    headSha: facts.pullRequest.headSha,
  };
  await ports.journal.append(partitionOf(facts), entry);
  return entry;
}

/** Partition of the journal that this release writes to. */
export function partitionOf(facts: Pick<SafetyFacts, 'repository' | 'function'>): string {
  return journalPartition(facts.repository, facts.function.key);
}
