import { bucketKeys } from './contract/bucket-keys.ts';
import { parseEffective } from './contract/effective-schema.ts';
import { observerLines } from './core/observer-metrics.ts';
import { connectDynamo, connectLambda, connectS3 } from './shell/connect-aws.ts';
import { ShadowFinder } from './shell/find-shadow.ts';
import { invokeShadow, shadowTimeoutMs } from './shell/invoke-shadow.ts';
import { observeBatch, type QueueRecord } from './shell/observe-batch.ts';
import { readObject } from './shell/read-object.ts';
import { readObservation } from './shell/read-observation.ts';
import { readVariable } from './shell/read-variable.ts';
import { storeSample } from './shell/store-sample.ts';
import { writeComparison } from './shell/write-comparison.ts';

const bucket = readVariable('DEFINITION_BUCKET');
const table = readVariable('COMPARISONS_TABLE');
const s3 = connectS3(process.env.AWS_ENDPOINT_URL);
const lambda = connectLambda();
const dynamo = connectDynamo();
const shadows = new ShadowFinder(async () => {
  const stored = await readObject(s3, bucket, bucketKeys.effective);
  return stored === null ? null : parseEffective(stored.text);
}, Date.now);

/** One asking of twin and candidate at worst, and time to write what came of it. */
const timeForOneAskingMs = 2 * shadowTimeoutMs + 5_000;

/**
 * SQS handler: asks twin and candidates behind each observation and writes one row per comparison.
 * What fails is reported by message (`ReportBatchItemFailures`), so that only that is delivered again.
 */
export async function handler(
  event: { readonly Records: readonly QueueRecord[] },
  context: { getRemainingTimeInMillis(): number },
): Promise<{ batchItemFailures: { itemIdentifier: string }[] }> {
  // A function with a shorter timeout than the stack's still works through at least one observation.
  const enoughMs = Math.min(timeForOneAskingMs, context.getRemainingTimeInMillis() / 2);
  const { failedMessageIds, outcomes } = await observeBatch(event.Records, {
    read: (body) => readObservation(s3, bucket, body),
    find: (evidenceKey) => shadows.find(evidenceKey),
    ask: (question) => invokeShadow(lambda, question, () => performance.now()),
    write: (row) => writeComparison(dynamo, table, row),
    storeSample: (evidenceKey, sample) => storeSample(s3, bucket, evidenceKey, sample),
    random: Math.random,
    nowMs: Date.now,
    hasTime: () => context.getRemainingTimeInMillis() > enoughMs,
  });
  for (const line of observerLines(outcomes, Date.now())) {
    console.log(line);
  }
  return { batchItemFailures: failedMessageIds.map((itemIdentifier) => ({ itemIdentifier })) };
}
