import { bundleNameOf } from '../../../scientist-runtime/contract/bucket-keys.ts';
import type { Facts } from '../../release/facts.ts';
import { verdictPolicy } from '../../statistics/policy.ts';
import type { Verdict } from '../../statistics/verdict.ts';
import { version } from '../../version.ts';
import { criterionLines } from '../criteria-table.ts';
import { durationsOf } from '../durations.ts';
import { durationSourceOf } from '../evidence-bundle.ts';
import { plainText } from '../marks.ts';
import { monthlyCostOf } from '../monthly-cost.ts';
import { notCompared } from '../not-compared.ts';
import { count, counted, percent, ratioText, utcRange } from '../quantity.ts';
import { capitalised } from '../sentences.ts';
import { code, figures, type Html, note, table, text } from './html.ts';
import { latencyChart, latencyTable } from './latency-chart.ts';
import { policyTable } from './policy-table.ts';
import { settingsTable } from './settings-table.ts';

/** Criterion by criterion: limit, what was seen, the bound that the statement rests on. */
export function criteriaSection(facts: Facts, verdict: Verdict): readonly Html[] {
  const rows = criterionLines({ facts }, verdict).map(({ name, label, limit, seen, says }) => {
    const { state, bound, n } = verdict.criteria[name];
    return [
      text(label),
      figures(limit),
      figures(seen),
      bound === null ? '–' : figures(name === 'cost' ? `${ratioText(bound)} ×` : percent(bound)),
      state === 'not-measured' ? '–' : count(n),
      `<span class="${says.startsWith('holds') ? 'dim' : state}">${text(says.replaceAll('*', ''))}</span>`,
    ];
  });
  return [
    table(['criterion', 'limit', 'seen', 'bound', 'n', 'says'], rows),
    note(
      'The bound is what the statement rests on: the true value lies on the good side of it with 95 % confidence where something is proven or open, and on the bad side with 99 % where it failed (lost observations and a twin unlike production: 99.9 %). Figures of a failed criterion are those with which it failed.',
    ),
  ];
}

/** Durations of twin and candidate, warm and cold apart. */
export function latencySections(facts: Facts): readonly Html[] {
  const { soak } = facts.stores;
  const durations = soak === null ? [] : durationsOf(facts.rows, verdictPolicy(soak.verdictPolicy));
  if (durations.length === 0) {
    return [note('There is no pair yet in which twin and candidate were both warm or both cold.')];
  }
  const source = durationSourceOf(facts.rows);
  const cost = monthlyCostOf(facts);
  const from = { report: 'Lambda’s own REPORT lines', wall: 'the wall time of the calls' };
  return [
    '<p class="legend"><span><span class="key line line-twin"></span>twin: the control’s clone</span><span><span class="key line line-candidate"></span>candidate</span></p>',
    `<div class="charts">${durations.map(latencyChart).join('')}</div>`,
    latencyTable(durations),
    note(
      `Part of the requests that took at most so long; the dots are medians. ${source === null ? '' : `Durations are ${from[source]}. `}Pairs of which one side was cold and the other warm are left out, and the first ones, as in the criterion.${cost === null ? '' : ` ${capitalised(cost.label)}: ${cost.twin} for the twin, ${cost.candidate} for the candidate.`}`,
    ),
  ];
}

/** The two sides of the comparison, and how their settings differ. */
export function comparedSection(facts: Facts): readonly Html[] {
  const { soak } = facts.stores;
  if (soak === null) {
    return [note('No soak is on record.')];
  }
  const last = facts.rows.at(-1)?.at ?? soak.startedAtMs;
  const lines: readonly (readonly [string, Html])[] = [
    ['commit', code(soak.headSha)],
    ['candidate', code(soak.candidate)],
    ['its content', code(soak.contentHash)],
    ['control', code(soak.control)],
    ['twin', code(soak.twin)],
    ...(soak.evidence === null ? [] : [['their content', code(soak.evidence.control.contentHash)] as const]),
    ['rows', text(`${counted(facts.rows.length, 'row')}, ${utcRange(soak.startedAtMs, last)}`)],
    ['evidence key', code(soak.evidenceKey)],
  ];
  const loose = notCompared(facts, plainText);
  const settings =
    soak.evidence === null
      ? []
      : ['<h3 class="apart">Settings that differ</h3>', settingsTable(soak.evidence)];
  return [
    ...(loose === null ? [] : [`<p>${text(loose, 4_000)}</p>`]),
    `<dl>${lines.map(([term, value]) => `<dt>${term}</dt><dd>${value}</dd>`).join('')}</dl>`,
    ...settings,
  ];
}

/** Every limit that the verdict was judged by. */
export function policySection({ stores: { soak } }: Facts): readonly Html[] {
  return soak === null
    ? [note('No soak is on record.')]
    : [
        policyTable(verdictPolicy(soak.verdictPolicy)),
        note(
          'From the policy in <code>.github/scientist.yml</code> of the default branch, defaults filled. Each criterion is tested so that looking at it after every row costs nothing of its error probability.',
        ),
      ];
}

/** What somebody does who believes nothing of this. */
export function recomputeSection({ evidenceUrl, stores: { soak } }: Facts, sha256: string): readonly Html[] {
  const bundle = `${evidenceUrl}${soak?.evidenceKey ?? ''}/${bundleNameOf(sha256)}`;
  return [
    `<ol>
<li>Fetch the bundle that lies beside this page: ${code(`aws s3 cp ${bundle} bundle.json`)}</li>
<li>It is the one this page is about if ${code('sha256sum bundle.json')} says ${code(sha256)}, which also stands in the check of the pull request.</li>
<li>${code(`serverless-scientist verdict bundle.json --sha256 ${sha256}`)} does the rest, offline: it checks the hash, and computes the two that follow.</li>
<li>What was compared is what it says if its ${code('evidenceKey')} is made of the first 32 hex digits of the sha256 of its part ${code('hashed')} in canonical JSON (RFC 8785).</li>
<li>The verdict follows from ${code('rows')}, ${code('policy')} and ${code('nowMs')} alone: ${code('judge')} in ${code('src/statistics/verdict.ts')} of serverless-scientist ${text(version)}.</li>
</ol>`,
    note(
      'The format is in docs/evidence-bundle.schema.json, the statistics are in docs/statistics.md. The bundle holds no request and no answer, and values of the environment only as HMACs.',
    ),
  ];
}
