import type { FunctionOutcome, FunctionProblem, PullRequestOutcome } from '../release/outcome.ts';
import { answersSection } from './answers.ts';
import { type Block, fitting, type Room } from './blocks.ts';
import { commentKey } from './comment-key.ts';
import { criteriaTable } from './criteria-table.ts';
import { classesLine, differencesSection, flickersLine } from './differences-section.ts';
import { codeSpan, plain } from './escape-markdown.ts';
import { evidenceSection, footer } from './evidence-section.ts';
import { headlineOf } from './headline.ts';
import { latencySection } from './latency-section.ts';
import { markdown } from './marks.ts';
import { nextActionOf } from './next-action.ts';
import { notCompared } from './not-compared.ts';
import { overviewOf } from './overview.ts';
import { problemHeadline } from './problem-headline.ts';
import { count } from './quantity.ts';
import { logLink } from './run-link.ts';
import { closed } from './sentences.ts';
import { settingsSection } from './settings-section.ts';
import { silentForMs } from './silence.ts';
import { unseen } from './unseen.ts';
import { watchSection } from './watch-section.ts';

/** GitHub refuses comments past 65,536 characters; ours stay below 60,000 bytes with what is said of a cut. */
const room: Room = { bytes: 58_000, lines: 56 };

/** The one comment on a pull request. Same order always, so that the eye learns it. */
export function renderComment(outcome: PullRequestOutcome): string {
  const { problems, functions, pullRequest, runUrl } = outcome;
  const several = functions.length + problems.length > 1;
  const blocks = [
    ...problems.flatMap((problem, index) => problemBlocks(problem, index, runUrl)),
    ...functions.flatMap((fn, index) => functionBlocks(fn, problems.length + index, several)),
  ];
  const { kept, left } = fitting(blocks, room);
  return `${[
    commentKey(pullRequest.number),
    ...(several ? [`**${overviewOf(outcome, markdown)}**`] : []),
    ...kept.map(({ text }) => text),
    ...(left > 0 ? [`… ${count(left)} parts are left out here; the evidence pages have them.`] : []),
  ].join('\n\n')}\n`;
}

function problemBlocks(problem: FunctionProblem, section: number, runUrl: string | undefined): Block[] {
  const { expected, remedy } = problem.story;
  const sentences = [`Expected: ${closed(plain(expected))}`, closed(plain(remedy)), logLink(runUrl)];
  return [
    { section, rank: 0, text: `**${problemHeadline(problem, markdown)}**` },
    { section, rank: 1, text: sentences.filter((sentence) => sentence !== null).join(' ') },
  ];
}

function functionBlocks(outcome: FunctionOutcome, section: number, several: boolean): Block[] {
  const { facts } = outcome;
  const headline = `**${headlineOf(outcome)}**`;
  const details = [watchSection(outcome), ...soakSections(outcome), evidenceSection(facts)].filter(
    (text) => text !== null,
  );
  const blocks: readonly (readonly [rank: number, text: string | null])[] = [
    [0, several ? `### ${codeSpan(facts.function.key)}\n\n${headline}` : headline],
    [1, nextActionOf(outcome)],
    [3, answersSection(facts)],
    [2, settingsSection(facts)],
    [2, definitionProblems(outcome)],
    ...(several
      ? [[5, details.length === 0 ? null : folded(details)] as const]
      : details.map((text, index) => [4 + index, text] as const)),
    [several ? 4 : 2, footer(facts)],
  ];
  return blocks.flatMap(([rank, text]) => (text === null ? [] : [{ section, rank, text }]));
}

/** What the soak on record showed; before its first row, what each criterion will need. */
function soakSections(outcome: FunctionOutcome): readonly (string | null)[] {
  const { verdict } = outcome;
  if (verdict === null || (verdict.counts.rows === 0 && silentForMs(outcome.facts) !== null)) {
    return [];
  }
  return verdict.counts.rows === 0
    ? [criteriaTable(outcome, verdict)]
    : [
        `${whichSoak(outcome)}${criteriaTable(outcome, verdict)}`,
        classesLine(verdict),
        unseen(outcome, verdict),
        flickersLine(outcome, verdict),
        notCompared(outcome.facts, markdown),
        differencesSection(outcome),
        latencySection(outcome),
      ];
}

/** What the figures below are about, where that is not the present head, or not what happens now. */
function whichSoak({ facts: { pullRequest, stores } }: FunctionOutcome): string {
  const { soak, watch } = stores;
  if (soak !== null && soak.headSha !== pullRequest.headSha) {
    return `What the soak of commit ${soak.headSha} showed:\n\n`;
  }
  return watch === null ? '' : 'What the soak showed before:\n\n';
}

function folded(parts: readonly string[]): string {
  return `<details><summary>Details</summary>\n\n${parts.join('\n\n')}\n\n</details>`;
}

function definitionProblems({ facts }: FunctionOutcome): string | null {
  const [first, ...more] = facts.stores.definitionProblems;
  if (first === undefined) {
    return null;
  }
  const rest = more.length === 0 ? '' : ` (and ${count(more.length)} more)`;
  return `⚠ The definition file is broken, its last valid content serves on: ${codeSpan(first, 300)}${rest}`;
}
