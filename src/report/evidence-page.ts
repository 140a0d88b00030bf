import { createHash } from 'node:crypto';
import type { Facts } from '../release/facts.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { classesChart } from './page/classes-chart.ts';
import { differencesList } from './page/differences-list.ts';
import {
  comparedSection,
  criteriaSection,
  latencySections,
  policySection,
  recomputeSection,
} from './page/evidence-sections.ts';
import { code, type Html, section, text } from './page/html.ts';
import { style } from './page/style.ts';
import { timelineChart } from './page/timeline-chart.ts';
import { utc } from './quantity.ts';
import { verdictSentence } from './verdict-sentence.ts';

/**
 * One static page without script or anything from elsewhere: what was decided, on what grounds, and how anybody can
 * compute it again. `evidenceSha256` is that of the bundle beside it.
 */
export function renderEvidencePage(facts: Facts, verdict: Verdict, evidenceSha256: string): string {
  const styleHash = createHash('sha256').update(style, 'utf8').digest('base64');
  const sections = [
    header(facts, verdict),
    section('Criteria', criteriaSection(facts, verdict)),
    ...(facts.differences.length === 0 ? [] : [section('What differs', [differencesList(facts)])]),
    section('Latency', latencySections(facts)),
    section('What became of the requests', [classesChart(verdict.counts)]),
    section('When', [timelineChart(facts.rows)]),
    section('What was compared', comparedSection(facts)),
    section('Limits', policySection(facts)),
    section('How to compute it again', recomputeSection(facts, evidenceSha256)),
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${text(`${facts.function.key}, pull request ${facts.pullRequest.number}: ${verdict.decision}`)}</title>
<style>${style}</style>
</head>
<body>
<main>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function header(facts: Facts, verdict: Verdict): Html {
  const { pullRequest, repository, nowMs } = facts;
  const { decision, reasons } = verdict;
  const why = reasons.length === 0 ? '' : ` <span class="dim">${text(reasons.join(', '))}</span>`;
  return `<header><p class="dim">${text(repository)}, pull request ${pullRequest.number} (${text(pullRequest.title, 200)}), function ${code(facts.function.key)}</p>
<p><span class="mark ${decision}">${decision}</span>${why}</p>
<h1>${text(verdictSentence(facts, verdict), 800)}</h1>
<p class="dim">Verdict of ${utc(nowMs)}</p></header>`;
}
