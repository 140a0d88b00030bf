import { ulid } from 'ulid';
import { bundleNameOf, latestBundleName } from '../../scientist-runtime/contract/bucket-keys.ts';
import type { JournalEntry } from '../../scientist-runtime/contract/journal.ts';
import { ScientistError } from '../errors.ts';
import { subjectFor } from '../release/evidence-sides.ts';
import type { Facts, SafetyFacts } from '../release/facts.ts';
import type { DecidedCommand, Step } from '../release/step.ts';
import { buildEvidence } from '../report/evidence-bundle.ts';
import { renderEvidencePage } from '../report/evidence-page.ts';
import { partitionOf } from './journal-act.ts';
import type { Ports } from './ports.ts';

type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

/**
 * Decides commands for good: the id of an entry is the comment's, so a second run finds it decided. Where another
 * run was first, its decision is the one that counts, whatever was decided here: the journal is read again.
 * Throws `Conflict` where it then says nothing of that command.
 */
export async function acknowledge<F extends SafetyFacts>(
  { decided }: StepOf<'acknowledge'>,
  facts: F,
  ports: Ports,
): Promise<F> {
  const partition = partitionOf(facts);
  const entries = decided.map((command) => entryOf(command, facts, ports.nowMs()));
  const taken: JournalEntry[] = [];
  for (const entry of entries) {
    if (!(await ports.journal.append(partition, entry))) {
      taken.push(entry);
    }
  }
  if (taken.length === 0) {
    return { ...facts, journal: [...facts.journal, ...entries] };
  }
  const journal = await ports.journal.list(partition);
  if (taken.some(({ id }) => !journal.some((entry) => entry.id === id))) {
    throw new ScientistError('Conflict', {
      expected: 'the journal to hold the decision that another run wrote',
      found: 'It does not',
      remedy: 'The next run reads it again.',
    });
  }
  return { ...facts, journal };
}

function entryOf(
  { given, decision }: DecidedCommand,
  { pullRequest }: SafetyFacts,
  atMs: number,
): JournalEntry {
  return {
    id: `command#${given.commentId}`,
    kind: 'command',
    commentId: given.commentId,
    command: given.command.verb,
    by: given.by,
    accepted: decision.accepted,
    answer: decision.answer,
    atMs,
    pullRequest: pullRequest.number,
    headSha: pullRequest.headSha,
  };
}

/** Stores bundle and page, then journals the verdict: from that line on an approval counts. */
export async function publishVerdict(
  { verdict }: StepOf<'publish-verdict'>,
  facts: Facts,
  ports: Ports,
): Promise<Facts> {
  if (verdict.decision === 'collecting' || facts.evidenceKey === null) {
    throw new ScientistError('Conflict', {
      expected: 'a verdict that decides',
      found: 'the soak is still collecting',
      remedy: 'Run the gate again.',
    });
  }
  const evidence = buildEvidence(facts, verdict);
  // First under its hash, which is never written over; the hash is published only after that.
  for (const name of [bundleNameOf(evidence.sha256), latestBundleName]) {
    await ports.evidence.store(facts.evidenceKey, name, 'application/json', evidence.json);
  }
  await ports.evidence.store(
    facts.evidenceKey,
    'index.html',
    'text/html; charset=utf-8',
    renderEvidencePage(facts, verdict, evidence.sha256),
  );
  const atMs = ports.nowMs();
  const subject = subjectFor(facts);
  const entry: JournalEntry = {
    id: `verdict#${ulid(atMs)}`,
    kind: 'verdict',
    evidenceKey: facts.evidenceKey,
    ...(subject === null ? {} : { subject }),
    decision: verdict.decision,
    reasons: [...verdict.reasons],
    evidenceSha256: evidence.sha256,
    rows: verdict.counts.rows,
    atMs,
    pullRequest: facts.pullRequest.number,
    headSha: facts.pullRequest.headSha,
  };
  await ports.journal.append(partitionOf(facts), entry);
  return { ...facts, journal: [...facts.journal, entry] };
}
