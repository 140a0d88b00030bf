import { ulid } from 'ulid';
import type { JournalEntry } from '../../scientist-runtime/contract/journal.ts';
import { ScientistError } from '../errors.ts';
import { subjectFor } from '../release/evidence-sides.ts';
import type { Facts } from '../release/facts.ts';
import type { Step } from '../release/step.ts';
import { buildEvidence } from '../report/evidence-bundle.ts';
import { renderEvidencePage } from '../report/evidence-page.ts';
import { partitionOf } from './journal-act.ts';
import type { Ports } from './ports.ts';

type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

/** Decides a command for good: the entry's id is the comment's, so a second run finds it decided. */
export async function acknowledge(
  { given, decision }: StepOf<'acknowledge'>,
  facts: Facts,
  ports: Ports,
): Promise<Facts> {
  const entry: JournalEntry = {
    id: `command#${given.commentId}`,
    kind: 'command',
    commentId: given.commentId,
    command: given.command.verb,
    by: given.by,
    accepted: decision.accepted,
    answer: decision.answer,
    atMs: ports.nowMs(),
    pullRequest: facts.pullRequest.number,
    headSha: facts.pullRequest.headSha,
  };
  await ports.journal.append(partitionOf(facts), entry);
  return { ...facts, journal: [...facts.journal, entry] };
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
  await ports.evidence.store(facts.evidenceKey, 'bundle.json', 'application/json', evidence.json);
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
