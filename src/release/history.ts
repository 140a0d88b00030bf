import type {
  Act,
  ActEntry,
  CommandEntry,
  JournalEntry,
  VerdictEntry,
} from '../../scientist-runtime/contract/journal.ts';
import type { UndoneOverride } from '../../scientist-runtime/contract/releases.ts';

/** How a promotion was taken back. */
export interface TakenBack {
  readonly by: string;
  readonly because: string | null;
  readonly atMs: number;
}

/** What the journal says of one pull request. Built from ordered entries, asked by the rules. */
export class History {
  /** Entries of this pull request. */
  readonly #entries: readonly JournalEntry[];
  /** Entries of every pull request to this function. */
  readonly #all: readonly JournalEntry[];

  constructor(entries: readonly JournalEntry[], pullRequest: number) {
    this.#all = entries;
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

  /**
   * The rollback that took this content back, or null. Content that was taken back once is known bad, whichever
   * pull request brings it and whatever was promoted since. `undone` is what `releases.json` says of the last one: it
   * stands where whoever took it back died before the journal knew.
   */
  takenBack(contentHash: string, undone: UndoneOverride | null): TakenBack | null {
    const acts = this.#all.filter((entry): entry is ActEntry => entry.kind === 'act');
    const arns = acts
      .filter(({ act, detail }) => act === 'promote' && detail.contentHash === contentHash)
      .map(({ detail }) => detail.now);
    const act = acts.findLast((one) => one.act === 'rollback' && arns.includes(one.detail.from ?? ''));
    if (act !== undefined) {
      return { by: act.by, because: act.detail.because ?? null, atMs: act.atMs };
    }
    return undone !== null && arns.includes(undone.now) ? undone : null;
  }

  /**
   * The verdict by which this subject stands failed in another pull request, or null. Asking again must not help. The
   * last one there counts: a changed policy may have led to another one on the same rows.
   */
  failedElsewhere(subject: string): VerdictEntry | null {
    const last = new Map<number, VerdictEntry>();
    for (const entry of this.#all) {
      if (entry.kind === 'verdict' && entry.subject === subject && !this.#entries.includes(entry)) {
        last.set(entry.pullRequest, entry);
      }
    }
    return [...last.values()].find(({ decision }) => decision === 'fail') ?? null;
  }

  /** When the last of these acts of this pull request was journalled, epoch milliseconds; null without one. */
  lastActAtMs(acts: readonly Act[]): number | null {
    return this.#entries.findLast((entry) => entry.kind === 'act' && acts.includes(entry.act))?.atMs ?? null;
  }

  #commands(): readonly CommandEntry[] {
    return this.#entries.filter((entry): entry is CommandEntry => entry.kind === 'command');
  }
}
