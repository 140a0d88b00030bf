import type { Facts } from '../release/facts.ts';
import { criterionNames } from '../statistics/criterion.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { escapeHtml } from './escape-html.ts';

/** One static page without script: what was decided, criterion by criterion, and what differs. */
export function renderEvidencePage(facts: Facts, verdict: Verdict, evidenceSha256: string): string {
  const title = `${facts.function.key} · pull request ${facts.pullRequest.number} · ${verdict.decision}`;
  const criteria = criterionNames.map((name) => {
    const { state, n, statistic, bound, limit } = verdict.criteria[name];
    return row([name, state, String(n), number(statistic), number(bound), number(limit)]);
  });
  const differences = facts.differences.map(({ id, pointer, kind, deltaClass, rows }) =>
    row([id, pointer, kind, deltaClass, String(rows)]),
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>body{font:1rem/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}td,th{padding:.2rem .8rem;text-align:left}</style>
<h1>${escapeHtml(title)}</h1>
<table><thead>${row(['criterion', 'state', 'n', 'seen', 'bound', 'limit'], 'th')}</thead><tbody>${criteria.join('')}</tbody></table>
<h2>What differs</h2>
<table><thead>${row(['id', 'pointer', 'kind', 'change', 'rows'], 'th')}</thead><tbody>${differences.join('')}</tbody></table>
<p>Evidence sha256: <code>${escapeHtml(evidenceSha256)}</code></p>
</html>
`;
}

function row(cells: readonly string[], tag: 'td' | 'th' = 'td'): string {
  return `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
}

function number(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(4)));
}
