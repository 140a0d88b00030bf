import type { VerdictPolicy } from '../../statistics/policy.ts';
import { milliseconds, percent, ratioText, span, utc } from '../quantity.ts';
import { figures, type Html, table } from './html.ts';

/** How a limit reads, and what it means. */
type Line = readonly [value: string, meaning: string];

/** Every limit with its value and what it means; those that were left to their defaults stand here too. */
export function policyTable(policy: VerdictPolicy): Html {
  return table(
    ['key', 'value', 'meaning'],
    Object.entries(linesOf(policy)).map(([key, [value, meaning]]) => [
      `<code>${key}</code>`,
      figures(value),
      `<span class="dim">${meaning}</span>`,
    ]),
  );
}

/** Complete by its type: a limit that joins the policy is asked for here. */
function linesOf(policy: VerdictPolicy): Readonly<Record<keyof VerdictPolicy, Line>> {
  const { differences, memoryGb, startedAtMs, accepted, measured } = policy;
  return {
    differences: [
      differences === 'none' ? 'none' : `${percent(differences)} more`,
      'what may differ without being accepted',
    ],
    differencesClaim: [
      percent(policy.differencesClaim),
      'under none: a pass proves that differences are rarer',
    ],
    errorTolerance: [percent(policy.errorTolerance), 'how much more often than the twin it may fail'],
    latencyRatio: [
      `${ratioText(policy.latencyRatio)} ×`,
      'slower means: longer than the twin by this ratio …',
    ],
    latencyFloorMs: [milliseconds(policy.latencyFloorMs), '… and this; for the slowest requests as well'],
    tailRatio: [`${ratioText(policy.tailRatio)} ×`, 'the ratio for the slowest requests'],
    tailQuantile: [percent(policy.tailQuantile), 'slow: beyond this quantile of the twin'],
    tailGuardQuantile: [percent(policy.tailGuardQuantile), 'slowest: may fail, need not be proven'],
    costRatio: [`${ratioText(policy.costRatio)} ×`, 'mean bill of the candidate to the twin’s'],
    costFloorPerRequest: [
      `${ratioText(policy.costFloorPerRequest)} GB·ms`,
      'dearer by less than this does not count',
    ],
    memoryGb: [`${ratioText(memoryGb.twin)} and ${ratioText(memoryGb.candidate)} GB`, 'twin and candidate'],
    missingLimit: [percent(policy.missingLimit), 'lost observations beyond which nothing is judged'],
    fidelity: [percent(policy.fidelity), 'requests in which the twin must answer as production does'],
    warmUpPairs: [String(policy.warmUpPairs), 'pairs left out of latency and cost at the start'],
    tailPilotPairs: [String(policy.tailPilotPairs), 'pairs of each warmth that fix what is slow'],
    rowCap: [String(policy.rowCap), 'rows after which a soak ends'],
    soakMinMs: [span(policy.soakMinMs), 'least time from the first row, or a later start, to a pass'],
    soakMaxMs: [span(policy.soakMaxMs), 'longest time'],
    startedAtMs: [
      startedAtMs === undefined ? 'the first row' : utc(startedAtMs),
      'from when the longest time counts',
    ],
    accepted: [
      accepted.map(({ id, rateCap }) => `${id} up to ${percent(rateCap)}`).join(', ') || 'none',
      'differences that people accepted',
    ],
    alphaFail: [
      percent(policy.alphaFail),
      'probability to fail a candidate within every limit, over the whole soak',
    ],
    alphaPass: [percent(policy.alphaPass), 'probability, per criterion, to call proven what is not so'],
    alphaHealth: [percent(policy.alphaHealth), 'probability to call a sound experiment invalid'],
    measured: [measured?.join(', ') ?? 'all', 'criteria that were looked at'],
  };
}
