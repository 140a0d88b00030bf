import type { EvidenceBundle } from '../../scientist-runtime/contract/evidence-bundle.ts';
import { criterionNames } from '../statistics/criterion.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { version } from '../version.ts';
import { plainText } from './marks.ts';
import { count, counted, percent } from './quantity.ts';
import type { Disagreement, Recomputation } from './recomputation.ts';

/** So many differing fields are told, the others counted. */
const maxTold = 10;
/** So many kinds of difference are told, the most frequent first. */
const maxDifferences = 20;

/**
 * A recomputation for people at a terminal: what came of it, the verdict, what it is about. Nothing of the bundle's own
 * words acts on the terminal. `isPublished`: the bundle's hash is known to be the published one.
 */
export function recomputationText(
  bundle: EvidenceBundle,
  { verdict, disagreements }: Recomputation,
  isPublished: boolean,
): string {
  const parts =
    disagreements.length === 0
      ? [
          [`Recomputed with version ${version}: the same verdict in every field, and the same evidence key.`],
          [decisionText(verdict)],
          aboutLines(bundle),
          criterionTable(verdict),
          countLines(verdict),
        ]
      : [disagreementLines(disagreements), [whyText(bundle, isPublished)], aboutLines(bundle)];
  return parts.map((lines) => lines.join('\n')).join('\n\n');
}

/** `fail: unexplained-difference, errors` */
function decisionText({ decision, reasons }: Verdict): string {
  return reasons.length === 0 ? decision : `${decision}: ${reasons.join(', ')}`;
}

function disagreementLines(disagreements: readonly Disagreement[]): string[] {
  const more = disagreements.length - maxTold;
  return [
    `What the bundle says does not follow from what it holds: ${counted(disagreements.length, 'field differs', 'fields differ')}.`,
    ...disagreements
      .slice(0, maxTold)
      .map(
        ({ field, bundle: says, recomputed }) =>
          `  ${plainText.code(field)}: the bundle says ${jsonText(says)}, recomputed ${jsonText(recomputed)}`,
      ),
    ...(more > 0 ? [`  and ${count(more)} more`] : []),
  ];
}

function whyText({ software }: EvidenceBundle, isPublished: boolean): string {
  if (software.version !== version) {
    return `The bundle was written by version ${plainText.code(software.version, 40)}, this is ${version}: another version may compute otherwise. Recompute it with that one.`;
  }
  return isPublished
    ? `It was written and published like this by this version, ${version}. That is a fault of the software: report it.`
    : `It names this version, ${version}: it was changed after it was written.`;
}

function jsonText(value: unknown): string {
  return value === undefined ? 'nothing' : plainText.code(JSON.stringify(value), 80);
}

function aboutLines({
  repository,
  pullRequest,
  headSha,
  function: key,
  evidenceKey,
  hashed,
  nowMs,
  rows,
  software,
}: EvidenceBundle): string[] {
  return aligned([
    ['function', `${plainText.code(key)} of ${plainText.code(repository)}, pull request ${pullRequest}`],
    ['commit', headSha],
    ['candidate', `content ${plainText.code(hashed.candidate.contentHash)}`],
    ['control', `content ${plainText.code(hashed.control.contentHash)}`],
    ['evidence key', evidenceKey],
    ['rows', `${count(rows.length)}, judged at ${timeText(nowMs)}`],
    ['software', `${software.name} ${plainText.code(software.version, 40)}`],
  ]);
}

function criterionTable({ criteria }: Verdict): string[] {
  const figure = (value: number | null): string =>
    value === null ? '-' : String(Number(value.toPrecision(6)));
  return aligned([
    ['criterion', 'state', 'n', 'statistic', 'bound', 'limit'],
    ...criterionNames.map((name) => {
      const { state, n, statistic, bound, limit } = criteria[name];
      return [name, state, String(n), figure(statistic), figure(bound), figure(limit)];
    }),
  ]);
}

function countLines({ counts, judgedShare, differences }: Verdict): string[] {
  const { same, differs, mirrored, flickered, notComparable, missing } = counts;
  const share = judgedShare === null ? '' : ` (${percent(judgedShare)} of those observed)`;
  const more = differences.length - maxDifferences;
  return [
    `${counted(counts.rows, 'row')}, ${count(counts.judged)} judged${share}: ${count(same)} same, ${count(differs)} differ, ${count(mirrored)} mirrored, ${count(flickered)} flickered, ${count(notComparable)} not comparable, ${count(missing)} missing`,
    ...differences
      .slice(0, maxDifferences)
      .map(
        ({ id, count: seen, mirrored: twinAlone }) =>
          `difference ${id === null ? 'without an id' : plainText.code(id, 80)}: the candidate alone in ${counted(seen, 'row')}, the twin alone in ${count(twinAlone)}`,
      ),
    ...(more > 0 ? [`and ${count(more)} more`] : []),
  ];
}

/** Columns one under the other; the last one ends where it ends. */
function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = (lines[0] ?? []).map((_, column) =>
    Math.max(...lines.map((cells) => cells[column]?.length ?? 0)),
  );
  return lines.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A bundle may hold any whole number, a date may not. */
function timeText(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime()) ? `${epochMs} ms` : date.toISOString();
}
