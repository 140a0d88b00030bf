import { betweenMarks } from '../../prove/written-section.ts';
import { nameOf, type Settlement } from './settle-survivors.ts';
import type { Mutant } from './stryker-report.ts';

/** How the mutants of one file, or of all, fared. */
export interface Score {
  readonly mutants: number;
  readonly killed: number;
  readonly ended: number;
  readonly survived: number;
}

const start = '<!-- written by npm run mutation -->';
const end = '<!-- end of what is written -->';

/** Counts outcomes. */
export function scoreOf(mutants: readonly Mutant[]): Score {
  const of = (outcome: Mutant['outcome']) => mutants.filter((mutant) => mutant.outcome === outcome).length;
  return { mutants: mutants.length, killed: of('killed'), ended: of('ended'), survived: of('survived') };
}

/** Killed and ended part of the mutants in percent with one decimal, rounded down; 100.0 without a mutant. */
export function percentOf({ mutants, survived }: Score): string {
  return mutants === 0 ? '100.0' : (Math.floor(((mutants - survived) / mutants) * 1000) / 10).toFixed(1);
}

/** Scores per file in the order of the mutants, by file name. */
export function scoresByFile(mutants: readonly Mutant[]): ReadonlyMap<string, Score> {
  const files = [...new Set(mutants.map(({ file }) => file))];
  return new Map(
    files.map((file) => [nameOf(file), scoreOf(mutants.filter((mutant) => mutant.file === file))]),
  );
}

/**
 * The page with its tables written anew: scores per file, and each survivor with its reason. Throws `InvalidInput` if the
 * page lacks the two marks between which they stand.
 */
export function withTables(page: string, mutants: readonly Mutant[], settlement: Settlement): string {
  return betweenMarks(page, start, end, tablesOf(mutants, settlement));
}

function tablesOf(mutants: readonly Mutant[], { explained }: Settlement): string {
  const all = scoreOf(mutants);
  const scores = [...scoresByFile(mutants)].map(([file, score]) => scoreLine(`\`${file}\``, score));
  const survivors = explained.map(
    ({ survivor: { file, line, change }, explanation: { kind, reason } }) =>
      `| \`${nameOf(file)}\` | ${code(line)} | ${code(change)} | ${kind}: ${reason} |`,
  );
  return [
    `**${percentOf(all)} %** of ${all.mutants} mutants are killed; ${all.survived} survive, each for a reason given below.`,
    '',
    '| file | mutants | killed | ended by a limit | survived |',
    '|---|---|---|---|---|',
    ...scores,
    scoreLine('all', all),
    '',
    '| file | line | change | why it does not matter |',
    '|---|---|---|---|',
    ...survivors,
  ].join('\n');
}

function scoreLine(name: string, { mutants, killed, ended, survived }: Score): string {
  return `| ${name} | ${mutants} | ${killed} | ${ended} | ${survived} |`;
}

/** Source text as a table cell takes it. */
function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  const room = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${room}${text.replaceAll('|', '\\|')}${room}${fence}`;
}
