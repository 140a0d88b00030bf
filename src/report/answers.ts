import type { CommandEntry } from '../../scientist-runtime/contract/journal.ts';
import type { Facts } from '../release/facts.ts';
import { markdown } from './marks.ts';
import { utc } from './quantity.ts';

/** Older ones are history. */
const maxAnswers = 3;

/**
 * Answers to the last commands: who asked for what, and what became of it; null without one. A list of the commands
 * there are is wanted once, and takes no place from what became of somebody's decision.
 */
export function answersSection({ journal, pullRequest }: Facts): string | null {
  const commands = journal.filter(
    (entry): entry is CommandEntry => entry.kind === 'command' && entry.pullRequest === pullRequest.number,
  );
  const last = commands.at(-1);
  const decisions = commands.filter((entry) => entry.command !== 'help').slice(-maxAnswers);
  const shown = last?.command === 'help' ? [...decisions, last] : decisions;
  const lines = shown.map(
    ({ by, command, accepted, answer, atMs }) =>
      // What was typed is not repeated: a verb is one of ours, and so is every word of the answer.
      `> ${markdown.login(by)} at ${utc(atMs)}${command === 'unknown' ? '' : `, \`${command}\``}: ${accepted ? '' : '**not done.** '}${answer}`,
  );
  return lines.length === 0 ? null : lines.join('\n>\n');
}
