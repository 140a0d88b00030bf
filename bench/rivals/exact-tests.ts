import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { fairCoinTail } from './binomial-tail.ts';
import type { Rival } from './rival.ts';

/** Error of one look over all three questions, divided equally between them. */
const alpha = 0.05;

/** 1: worse than the twin in this row; −1: better; 0: says nothing. */
type Sign = -1 | 0 | 1;

const questions: readonly ((row: ComparisonRow) => Sign)[] = [
  ({ class: name }) => (name === 'differs' ? 1 : name === 'mirrored' ? -1 : 0),
  ({ twinFailed, candidateFailed }) => signOf(Number(candidateFailed) - Number(twinFailed)),
  ({ twinMs, candidateMs, warmth }) => (warmth === 'mixed' ? 0 : signOf(candidateMs - twinMs)),
];

/**
 * The textbook: three exact paired sign tests (answers, errors, durations), each at a third of 5 %, one-sided. Their
 * promise holds for one look, at a number of rows that was fixed before.
 *
 * Sources: Q. McNemar, Note on the sampling error of the difference between correlated proportions or percentages,
 * Psychometrika 12 (1947), in its exact binomial form; W. Dixon and A. Mood, The statistical sign test, Journal of the
 * American Statistical Association 41 (1946); the division by three is Bonferroni's.
 */
export const exactTests: Rival = () => {
  const counts = questions.map(() => ({ worse: 0, signed: 0 }));
  return {
    add: (row) => {
      if (row.class === 'missing') return;
      for (const [index, question] of questions.entries()) {
        const sign = question(row);
        const count = counts[index];
        if (sign === 0 || count === undefined) continue;
        count.signed += 1;
        if (sign > 0) count.worse += 1;
      }
    },
    isBad: () => counts.some(({ worse, signed }) => fairCoinTail(worse, signed) <= alpha / questions.length),
  };
};

function signOf(value: number): Sign {
  return value > 0 ? 1 : value < 0 ? -1 : 0;
}
