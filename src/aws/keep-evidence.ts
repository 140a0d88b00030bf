import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { orderRows } from '../../scientist-runtime/contract/comparison-order.ts';
import type { EvidencePort } from '../gate/ports.ts';
import { gateKeys } from './gate-keys.ts';
import type { Bucket } from './open-bucket.ts';
import { readDifferences } from './read-differences.ts';
import { readStoredRows } from './read-rows.ts';

/** Where evidence is kept: both belong to the runtime's stack. */
export interface EvidencePlace {
  readonly client: DynamoDBDocumentClient;
  /** Name of the comparisons table. */
  readonly table: string;
  readonly bucket: Bucket;
}

/** Rows from the comparisons table; samples and bundles in the runtime's bucket. */
export function keepEvidence({ client, table, bucket }: EvidencePlace, nowMs: () => number): EvidencePort {
  const readStored = readStoredRows(client, table);
  const readRows = async (evidenceKey: string, candidateId: string) =>
    orderRows(await readStored(evidenceKey, candidateId), nowMs()).rows;
  return {
    readRows,
    readDifferences: async (evidenceKey, candidateId, withSamples) =>
      readDifferences(bucket, evidenceKey, await readRows(evidenceKey, candidateId), withSamples),
    async store(evidenceKey, name, contentType, body) {
      const key = `${gateKeys.evidencePrefix}${evidenceKey}/${name}`;
      await bucket.write(key, contentType, body);
      return `s3://${bucket.name}/${key}`;
    },
  };
}
