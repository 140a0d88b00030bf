import type { S3Client } from '@aws-sdk/client-s3';
import { bucketKeys } from '../contract/bucket-keys.ts';
import { type DifferenceSample, sampleKey, samplesPerDifference } from '../contract/difference-sample.ts';
import { writeObjectIf } from './write-object.ts';

/** Differences whose places this execution environment has seen to be taken; spares them further writes. */
const full = new Set<string>();
/** Forgotten beyond this many: a candidate may differ at ever new places. */
const maxRemembered = 10_000;

/**
 * Places that a sample may take. The last one is all that answers of the twin can have, so that noise on both
 * sides does not keep away what people look for: how the candidate differs.
 */
const places = Array.from({ length: samplesPerDifference }, (_, index) => index + 1);
const placesOf: Readonly<Record<DifferenceSample['who'], readonly number[]>> = {
  candidate: places,
  twin: places.slice(-1),
};

/** Stores a sample at the first free place of its difference; does nothing where all places are taken. */
export async function storeSample(
  client: S3Client,
  bucket: string,
  evidenceKey: string,
  sample: DifferenceSample,
): Promise<void> {
  const { id } = sample.difference;
  const difference = `${bucket}/${evidenceKey}/${id}/${sample.who}`;
  if (full.has(difference)) {
    return;
  }
  for (const number of placesOf[sample.who]) {
    const key = sampleKey(bucketKeys.samplesPrefix, evidenceKey, id, number);
    if (await writeObjectIf(client, bucket, key, sample, 'absent')) {
      return;
    }
  }
  if (full.size >= maxRemembered) {
    full.clear();
  }
  full.add(difference);
}
