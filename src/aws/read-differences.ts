import type { StoredComparison } from '../../scientist-runtime/contract/comparison.ts';
import {
  parseDifferenceSample,
  type DifferenceSample as StoredSample,
  sampleKey,
  samplesPerDifference,
} from '../../scientist-runtime/contract/difference-sample.ts';
import { bucketKeys } from '../../scientist-runtime/contract/runtime-stack.ts';
import type { DifferenceSample, SeenDifference } from '../release/facts.ts';
import { type CountedDifference, countDifferences } from './count-differences.ts';
import type { Bucket } from './open-bucket.ts';

/** Samples are read for so many differences, the most frequent ones; nobody reads about more. */
const maxExplained = 50;
/** So many differences are named at all; the verdict counts the rest. */
const maxNamed = 200;
const maxSampleBytes = 100_000;

/**
 * The 200 most frequent differences that the rows show, with counts, and with what the observer's samples tell of them: pointer, kind
 * and class of change, and the redacted values where `withSamples`.
 */
export async function readDifferences(
  bucket: Bucket,
  evidenceKey: string,
  rows: readonly StoredComparison[],
  withSamples: boolean,
): Promise<readonly SeenDifference[]> {
  const counted = countDifferences(rows).slice(0, maxNamed);
  if (counted.length === 0) {
    return [];
  }
  return Promise.all(
    counted.map(async (difference, index) => {
      const samples = index < maxExplained ? await readSamples(bucket, evidenceKey, difference.id) : [];
      return seen(difference, samples, withSamples);
    }),
  );
}

async function readSamples(
  bucket: Bucket,
  evidenceKey: string,
  id: string,
): Promise<readonly StoredSample[]> {
  const numbers = Array.from({ length: samplesPerDifference }, (_, index) => index + 1);
  const stored = await Promise.all(
    numbers.map((number) =>
      bucket.read(sampleKey(bucketKeys.samplesPrefix, evidenceKey, id, number), maxSampleBytes),
    ),
  );
  return stored.flatMap((object) => (object === null ? [] : parsed(object.text, id)));
}

/** A sample only illustrates: one that cannot be read, or speaks of something else, is as none. */
function parsed(text: string, id: string): readonly StoredSample[] {
  try {
    const sample = parseDifferenceSample(text);
    return sample.difference.id === id ? [sample] : [];
  } catch {
    return [];
  }
}

function seen(
  { id, rows, mirroredRows, pointer }: CountedDifference,
  samples: readonly StoredSample[],
  withSamples: boolean,
): SeenDifference {
  const told = samples[0]?.difference;
  return {
    id,
    pointer: told?.pointer ?? pointer ?? '',
    kind: told?.kind ?? 'value',
    deltaClass: told?.deltaClass ?? '',
    rows,
    mirroredRows,
    samples: withSamples ? samples.filter(({ who }) => who === 'candidate').map(shown) : [],
  };
}

function shown({ request, control, other }: StoredSample): DifferenceSample {
  const query = new URLSearchParams(request.query).toString();
  return {
    request: `${request.method} ${request.path}${query === '' ? '' : `?${query}`}`,
    control: control ?? '(nothing)',
    candidate: other ?? '(nothing)',
  };
}
