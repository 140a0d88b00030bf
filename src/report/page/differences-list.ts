import type { Facts } from '../../release/facts.ts';
import { changeOf, showsSamples } from '../differences-section.ts';
import { placesBeside, placesNamed } from '../places.ts';
import { count } from '../quantity.ts';
import { code, type Html, table, text } from './html.ts';

/** Places beside a difference's own that are named here: as many as a row has. */
const maxNamed = 10;

/** All differences with their counts; samples only where policy and visibility allow. */
export function differencesList(facts: Facts): Html {
  const rows = facts.differences.map(({ id, pointer, kind, deltaClass, rows: seen, mirroredRows }, index) => [
    `D${index + 1}`,
    besides([pointer, ...placesBeside(facts.rows, { id, pointer }).map((place) => place.pointer)]),
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

/** The place of a difference, then those at which the same answers differ too. */
function besides([own = '', ...others]: readonly string[]): Html {
  const names = placesNamed(others, maxNamed, (text) => code(text, 200));
  return others.length === 0 ? code(own, 200) : `${code(own, 200)} with ${names}`;
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
