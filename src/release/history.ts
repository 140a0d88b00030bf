import type { CommandEntry, JournalEntry, VerdictEntry } from '../../scientist-runtime/contract/journal.ts';

/** What the journal says of one pull request. Built from ordered entries, asked by the rules. */
export class History {
  readonly #entries: readonly JournalEntry[];

  constructor(entries: readonly JournalEntry[], pullRequest: number) {
    this.#entries = entries.filter((entry) => entry.pullRequest === pullRequest);
  }

  /** Whether a comment's command was decided, one way or the other. */
  acknowledged(commentId: number): boolean {
    return this.#commands().some((entry) => entry.commentId === commentId);
  }

  /** Whether a comment's command was decided in its favour. */
  accepted(commentId: number): boolean {
    return this.#commands().some((entry) => entry.commentId === commentId && entry.accepted);
  }

  /** The last accepted command of a verb, or null. */
  lastAccepted(verb: string): CommandEntry | null {
    return (
      this.#commands()
        .filter((entry) => entry.accepted && entry.command === verb)
        .at(-1) ?? null
    );
  }

  /** Whether somebody consented to run exactly this commit's code on production requests. */
  consentedTo(headSha: string): boolean {
    return this.#commands().some(
      (entry) => entry.accepted && entry.command === 'soak' && entry.headSha === headSha,
    );
  }

  /** The verdict that was last published under an evidence key, or null. */
  published(evidenceKey: string): VerdictEntry | null {
    const verdicts = this.#entries.filter(
      (entry): entry is VerdictEntry => entry.kind === 'verdict' && entry.evidenceKey === evidenceKey,
    );
    return verdicts.at(-1) ?? null;
  }

  /** Whether a content was promoted under an ARN: what was taken back by its ARN is known by its content then. */
  promotedAs(arn: string, contentHash: string): boolean {
    return this.#entries.some(
      (entry) =>
        entry.kind === 'act' &&
        entry.act === 'promote' &&
        entry.detail.now === arn &&
        entry.detail.contentHash === contentHash,
    );
  }

  #commands(): readonly CommandEntry[] {
    return this.#entries.filter((entry): entry is CommandEntry => entry.kind === 'command');
  }
}
