import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import type { Rival } from './rival.ts';

/** Differences of one field: of the candidate from the primary, and of the secondary from it. */
export interface FieldCounts {
  readonly raw: number;
  readonly noise: number;
}

const relativeThresholdPercent = 20;
const absoluteThresholdPercent = 0.03;

/**
 * Whether Diffy shows a field: more raw differences than noise, their distance more than 20 % of their sum and more than
 * 0.03 % of the requests.
 *
 * Source: opendiffy/diffy at 6c8235b, `JoinedDifferences.scala`; thresholds from `Settings.scala`. Diffy shows fields
 * to people and blocks nothing; here whatever it shows is taken for a no.
 */
export function isShown({ raw, noise }: FieldCounts, requests: number): boolean {
  const distance = Math.abs(raw - noise);
  return (
    raw > noise &&
    (100 * distance) / (raw + noise) > relativeThresholdPercent &&
    (100 * distance) / requests > absoluteThresholdPercent
  );
}

/** Which sides answered otherwise than the control when first asked: Diffy asks once. */
function leavers(row: ComparisonRow): { readonly twin: boolean; readonly candidate: boolean } {
  switch (row.class) {
    case 'same':
    case 'missing':
      return { twin: false, candidate: false };
    case 'differs':
      return { twin: false, candidate: true };
    case 'mirrored':
      return { twin: true, candidate: false };
    case 'flickered':
      return { twin: !row.reproduced, candidate: row.reproduced };
    case 'not-comparable':
      return { twin: true, candidate: true };
  }
}

/** Diffy with our control as primary, our twin as secondary. A failure is a difference in a field of its own. */
export const diffy: Rival = () => {
  const fields = new Map<string, { raw: number; noise: number }>();
  let requests = 0;
  const countsOf = (field: string) => {
    const known = fields.get(field);
    if (known !== undefined) return known;
    const counts = { raw: 0, noise: 0 };
    fields.set(field, counts);
    return counts;
  };
  return {
    add: (row) => {
      if (row.class === 'missing') return;
      requests += 1;
      const { twin, candidate } = leavers(row);
      if (candidate) countsOf(fieldOf(row, row.candidateFailed)).raw += 1;
      if (twin) countsOf(fieldOf(row, row.twinFailed)).noise += 1;
    },
    isBad: () => [...fields.values()].some((counts) => isShown(counts, requests)),
  };
};

function fieldOf({ difference }: ComparisonRow, failed: boolean): string {
  return failed ? 'failure' : (difference ?? 'other');
}
