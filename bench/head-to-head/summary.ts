import type { Table } from '../measured.ts';
import { median, rounded } from '../quantile.ts';
import type { Ruling } from './contenders.ts';
import type { Kind } from './kinds.ts';

/** What one rule said of one soak. */
export interface Outcome extends Ruling {
  readonly contender: string;
  readonly sees: string;
  readonly kind: Kind;
  readonly soak: string;
}

const falseAlarms = 'false alarms %';
const rowsToBad = 'rows to bad';
const rowsToGood = 'rows to good';

/** A column: which mistakes of which soaks, in per cent of them. Less is better in all. */
const mistakes: readonly { readonly title: string; readonly kind: Kind; readonly mistake: Ruling['says'] }[] =
  [
    { title: falseAlarms, kind: 'harmless', mistake: 'bad' },
    { title: 'with private drift %', kind: 'drifting', mistake: 'bad' },
    { title: 'missed: wrong %', kind: 'wrong', mistake: 'good' },
    { title: 'missed: failing %', kind: 'failing', mistake: 'good' },
    { title: 'missed: slower %', kind: 'slower', mistake: 'good' },
    { title: 'missed: rare giants %', kind: 'giants', mistake: 'good' },
    { title: 'passed unjudged %', kind: 'unsound', mistake: 'good' },
  ];

/** Columns in which less is better. */
const comparable = [...mistakes.map(({ title }) => title), rowsToBad, rowsToGood];

const harmful: readonly Kind[] = ['wrong', 'failing', 'slower', 'giants'];

/** One line a rule: its mistakes, what it left undecided, and median rows until it called harm bad and the harmless good. */
export function summaryOf(outcomes: readonly Outcome[]): Table {
  return Object.fromEntries(
    rulesIn(outcomes).map((rule) => [rule, lineOf(outcomes.filter(({ contender }) => contender === rule))]),
  );
}

/**
 * One line for each figure of ours that some other rule beats: the best of them, and its false alarms, for whoever
 * alarms often also finds much. Lines of ours are those whose names begin so.
 */
export function notAhead(outcomes: readonly Outcome[]): Table {
  const lines = Object.entries(summaryOf(outcomes));
  const ours = lines.filter(([rule]) => rule.startsWith('ours'));
  const others = lines.filter(([rule]) => !rule.startsWith('ours'));
  const beaten = ours.flatMap(([name, own]) =>
    comparable.flatMap((title) => {
      const [best] = others
        .filter(([, line]) => figureOf(line[title]) < figureOf(own[title]))
        .toSorted(([, a], [, b]) => figureOf(a[title]) - figureOf(b[title]));
      if (best === undefined) return [];
      const [rule, line] = best;
      return [
        [
          `${name}: ${title}`,
          {
            'own figure': own[title] ?? '',
            best: line[title] ?? '',
            rule,
            [falseAlarms]: line[falseAlarms] ?? '',
          },
        ] as const,
      ];
    }),
  );
  return Object.fromEntries(beaten);
}

/** A rule that never got there is behind every rule that did. */
function figureOf(cell: number | string | undefined): number {
  return typeof cell === 'number' ? cell : Number.POSITIVE_INFINITY;
}

function rulesIn(outcomes: readonly Outcome[]): readonly string[] {
  return [...new Set(outcomes.map(({ contender }) => contender))];
}

function lineOf(outcomes: readonly Outcome[]): Table[string] {
  const judgeable = outcomes.filter(({ kind }) => kind !== 'unsound');
  const bad = outcomes.filter(({ kind, says }) => harmful.includes(kind) && says === 'bad');
  const good = outcomes.filter(({ kind, says }) => kind === 'harmless' && says === 'good');
  const mistaken = mistakes.map(({ title, kind, mistake }) => [
    title,
    percent(
      outcomes.filter((one) => one.kind === kind),
      mistake,
    ),
  ]);
  return {
    sees: outcomes[0]?.sees ?? '',
    ...Object.fromEntries(mistaken),
    'undecided %': percent(judgeable, 'nothing'),
    [rowsToBad]: orDash(median(bad.map(({ rows }) => rows))),
    [rowsToGood]: orDash(median(good.map(({ rows }) => rows))),
  };
}

function percent(outcomes: readonly Outcome[], says: Ruling['says']): number {
  return rounded((100 * outcomes.filter((one) => one.says === says).length) / outcomes.length, 1);
}

function orDash(rows: number): number | string {
  return Number.isNaN(rows) ? '–' : rows;
}

/** One line a stream, one column a rule: per cent called bad and, after a stroke, per cent let through. */
export function byStream(outcomes: readonly Outcome[]): Table {
  const names = [...new Set(outcomes.map(({ soak }) => soak))];
  return Object.fromEntries(
    names.map((name) => {
      const ofSoak = outcomes.filter(({ soak }) => soak === name);
      return [
        name,
        Object.fromEntries(
          rulesIn(ofSoak).map((rule) => {
            const ofRule = ofSoak.filter(({ contender }) => contender === rule);
            return [rule, `${percent(ofRule, 'bad')} / ${percent(ofRule, 'good')}`];
          }),
        ),
      ];
    }),
  );
}
