import type { Command } from '../release/command.ts';

/** Verbs of the contract that exist on paper only; saying so beats "unknown". */
const notBuilt = ['accept', 'waive', 'lock', 'unlock'];

/** No command is nearly as long: what strangers write beyond it is not looked at. */
const maxLineLength = 200;

/**
 * The command of a comment: its first line where that starts with `/scientist`, else null. Only the very first
 * line counts, so that a quoted command or one inside a code block is no command.
 */
export function commandLineOf(comment: string): string | null {
  const line = comment.slice(0, maxLineLength + 1).split(/\r\n|\r|\n/, 1)[0] ?? '';
  if (line.length > maxLineLength) {
    return null;
  }
  return /^\/scientist(?![^ \t])/.test(line) ? line.replace(/[ \t]+$/, '') : null;
}

/**
 * Parses a whole line. A line with anything more or less than the grammar asks for is `unknown`, with one
 * sentence that quotes nothing of what was typed.
 */
export function parseCommand(line: string): Command {
  const [slash, verb, ...words] = line.split(/[ \t]+/);
  if (slash !== '/scientist' || verb === undefined) {
    return unknown('A command names what to do.');
  }
  switch (verb) {
    case 'promote':
    case 'soak':
      return withSha(verb, words);
    case 'rollback':
    case 'stop':
    case 'help':
      return words.length === 0
        ? { verb }
        : unknown(`\`${verb}\` stands alone: nothing may follow it on its line.`);
    default:
      return notBuilt.includes(verb)
        ? unknown(`\`${verb}\` is not built yet.`)
        : unknown('There is no such command.');
  }
}

function withSha(verb: 'promote' | 'soak', words: readonly string[]): Command {
  const [sha, ...more] = words;
  if (sha !== undefined && more.length === 0 && /^[0-9a-f]{40}$/.test(sha)) {
    return { verb, sha };
  }
  return unknown(
    sha !== undefined && more.length === 0 && /^[0-9a-fA-F]{4,64}$/.test(sha)
      ? `\`${verb}\` needs the full SHA of the commit: all 40 digits, in lower case.`
      : `\`${verb}\` is followed by the full 40-digit SHA of a commit, and nothing else.`,
  );
}

function unknown(problem: string): Command {
  return { verb: 'unknown', problem };
}
