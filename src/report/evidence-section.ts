import { bundleNameOf } from '../../scientist-runtime/contract/bucket-keys.ts';
import type { VerdictEntry } from '../../scientist-runtime/contract/journal.ts';
import type { Facts } from '../release/facts.ts';
import { version } from '../version.ts';
import { codeSpan } from './escape-markdown.ts';
import { functionNameOf } from './function-name.ts';
import { counted, utc, utcRange } from './quantity.ts';

/** The page that explains a comment line by line. */
export const guideUrl = `https://github.com/serverless-scientist/serverless-scientist/blob/v${version}/docs/reading-a-comment.md`;

/** The verdict that was last published on the soak on record, or null. */
export function publishedVerdict({ journal, stores: { soak } }: Facts): VerdictEntry | null {
  const entry = journal.findLast(
    (candidate) => candidate.kind === 'verdict' && candidate.evidenceKey === soak?.evidenceKey,
  );
  return entry?.kind === 'verdict' ? entry : null;
}

/** Whether the soak on record is of the present head, with the content and the control that it has now. */
export function isOfThisHead({ evidenceKey, pullRequest, stores: { soak } }: Facts): boolean {
  return soak !== null && soak.evidenceKey === evidenceKey && soak.headSha === pullRequest.headSha;
}

/** Folded: what exactly was compared, where the evidence lies and how to open it; null without a soak. */
export function evidenceSection(facts: Facts): string | null {
  const { soak } = facts.stores;
  if (soak === null) {
    return null;
  }
  const published = publishedVerdict(facts);
  const place = `${facts.evidenceUrl}${soak.evidenceKey}/`;
  const lines = [
    `- candidate ${codeSpan(soak.candidate, 200)}, content ${codeSpan(soak.contentHash)}`,
    `- control ${codeSpan(soak.control, 200)}, its twin ${codeSpan(soak.twin, 200)}`,
    `- evidence key ${codeSpan(soak.evidenceKey)}`,
    ...(published === null
      ? []
      : [
          `- page of ${utc(published.atMs)}: ${codeSpan(`aws s3 cp ${place}index.html evidence.html`, 400)}`,
          `- bundle: ${codeSpan(`aws s3 cp ${place}${bundleNameOf(published.evidenceSha256)} bundle.json`, 400)}, sha256 ${codeSpan(published.evidenceSha256)}`,
          `- check it yourself: ${codeSpan(`serverless-scientist verdict bundle.json --sha256 ${published.evidenceSha256}`)}`,
        ]),
  ];
  return `<details><summary>What was compared, and the evidence</summary>\n\n${lines.join('\n')}\n\n</details>`;
}

/** The last line: what this is about, since when, and how to read it. */
export function footer(facts: Facts): string {
  const { soak, controlArn } = facts.stores;
  const published = publishedVerdict(facts);
  const last = facts.rows.at(-1)?.at;
  const parts = [
    `commit ${soak?.headSha ?? facts.pullRequest.headSha}`,
    ...(soak === null ? [] : [`content ${codeSpan(soak.contentHash.slice(0, 12))}`]),
    `control ${codeSpan(functionNameOf(soak?.control ?? controlArn))}`,
    ...(soak === null || last === undefined
      ? []
      : [`${counted(facts.rows.length, 'row')}, ${utcRange(soak.startedAtMs, last)}`]),
    ...(published === null ? [] : [`evidence sha256 ${codeSpan(published.evidenceSha256)}`]),
    `[how to read this](${guideUrl})`,
  ];
  return `<sub>${parts.join(' · ')}</sub>`;
}
