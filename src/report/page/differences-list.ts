import type { Facts } from '../../release/facts.ts';
import { changeOf, showsSamples } from '../differences-section.ts';
import { count } from '../quantity.ts';
import { code, type Html, table, text } from './html.ts';

/** All differences with their counts; samples only where policy and visibility allow. */
export function differencesList(facts: Facts): Html {
  const rows = facts.differences.map(({ id, pointer, kind, deltaClass, rows: seen, mirroredRows }, index) => [
    `D${index + 1}`,
    code(pointer, 200),
    text(`${kind} ${changeOf(deltaClass)}`),
    count(seen),
    count(mirroredRows),
    code(id, 40),
  ]);
  const list = table(['', 'where', 'how', 'in the candidate', 'in the twin', 'id'], rows);
  const samples = showsSamples({ facts }) ? samplesOf(facts) : [];
  return samples.length === 0
    ? list
    : `${list}<details open><summary>Samples, redacted</summary>${table(['', 'request', 'control', 'candidate'], samples)}</details>`;
}

function samplesOf({ differences }: Facts): readonly (readonly Html[])[] {
  return differences.flatMap(({ samples }, index) =>
    samples.map(({ request, control, candidate }) => [
      `D${index + 1}`,
      code(request, 300),
      code(control, 300),
      code(candidate, 300),
    ]),
  );
}
