import type { FunctionOutcome, FunctionProblem, PullRequestOutcome } from '../release/outcome.ts';
import { commentKey } from './comment-key.ts';
import { criteriaTable } from './criteria-table.ts';
import { differencesSection } from './differences-section.ts';
import { codeSpan, loginOf, plain } from './escape-markdown.ts';
import { headlineOf } from './headline.ts';
import { nextActionOf } from './next-action.ts';
import { count, utc } from './quantity.ts';

/** GitHub refuses comments past 65,536 characters; we stay well below, in bytes. */
const maxBytes = 60_000;

/** The one comment on a pull request. Same order always, so that the eye learns it. */
export function renderComment(outcome: PullRequestOutcome): string {
  const sections = [
    ...outcome.problems.map(problemSection),
    ...outcome.functions.map((fn) => functionSection(fn, outcome.functions.length > 1)),
  ];
  const head = outcome.functions.length + outcome.problems.length > 1 ? [overview(outcome)] : [];
  const body = [commentKey(outcome.pullRequest.number), ...head, ...sections].join('\n\n');
  const bytes = Buffer.from(body, 'utf8');
  return bytes.length <= maxBytes
    ? `${body}\n`
    : `${bytes.subarray(0, maxBytes).toString('utf8').replace(/�$/, '')}\n\n… cut here; the evidence page has the rest.\n`;
}

function overview({ functions, problems }: PullRequestOutcome): string {
  const ready = functions.filter(({ rest }) => rest.reason === 'ready').length;
  return `**${ready} of ${functions.length + problems.length} functions are ready.**`;
}

function functionSection(outcome: FunctionOutcome, several: boolean): string {
  const { facts, verdict } = outcome;
  const parts = [
    ...(several ? [`### ${codeSpan(facts.function.key)}`] : []),
    `**${headlineOf(outcome)}**`,
    nextActionOf(outcome),
    answers(outcome),
    verdict === null ? null : criteriaTable(outcome, verdict),
    differencesSection(outcome),
    definitionProblems(outcome),
    footer(outcome),
  ];
  return parts.filter((part) => part !== null).join('\n\n');
}

function problemSection({ key, story }: FunctionProblem): string {
  const name = key === null ? 'The gate' : codeSpan(key);
  return [
    `**${name} cannot be judged: ${plain(story.found)}.**`,
    `Expected: ${plain(story.expected)}. ${plain(story.remedy)}`,
  ].join('\n\n');
}

/** Answers to the last commands: who asked for what, and what became of it. */
function answers({ facts }: FunctionOutcome): string | null {
  const commands = facts.journal
    .filter((entry) => entry.kind === 'command' && entry.pullRequest === facts.pullRequest.number)
    .slice(-3)
    .map((entry) =>
      entry.kind === 'command'
        ? `> ${loginOf(entry.by)} \`${entry.command}\`: ${entry.accepted ? '' : '**not done.** '}${entry.answer}`
        : '',
    );
  return commands.length === 0 ? null : commands.join('\n>\n');
}

function definitionProblems({ facts }: FunctionOutcome): string | null {
  const [first, ...more] = facts.stores.definitionProblems;
  if (first === undefined) {
    return null;
  }
  const rest = more.length === 0 ? '' : ` (and ${count(more.length)} more)`;
  return `⚠ The definition file is broken, its last valid content serves on: ${codeSpan(first, 300)}${rest}`;
}

function footer({ facts }: FunctionOutcome): string {
  const { soak } = facts.stores;
  const published = facts.journal.findLast(
    (entry) => entry.kind === 'verdict' && entry.pullRequest === facts.pullRequest.number,
  );
  const parts = [
    `commit ${facts.pullRequest.headSha}`,
    soak === null ? null : `content ${soak.contentHash.slice(0, 12)}`,
    `control ${codeSpan(facts.stores.controlArn, 200)}`,
    soak === null ? null : `${count(facts.rows.length)} rows since ${utc(soak.startedAtMs)}`,
    published?.kind === 'verdict' ? `evidence sha256 ${published.evidenceSha256}` : null,
  ];
  return `<sub>${parts.filter((part) => part !== null).join(' · ')}</sub>`;
}
