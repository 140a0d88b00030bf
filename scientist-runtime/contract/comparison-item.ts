import * as z from 'zod';
import { comparisonClasses, type StoredComparison, warmths } from './comparison.ts';

/** Partition key of the comparisons table: one candidate's rows under one evidence key. Sort key: observation id. */
export function comparisonPartition(evidenceKey: string, candidateId: string): string {
  return `${evidenceKey}#${candidateId}`;
}

/** A row as an item of the comparisons table: what the keys say is not said twice. */
export type ComparisonItem = Omit<StoredComparison, 'observationId' | 'evidenceKey' | 'candidateId'> & {
  readonly pk: string;
  readonly sk: string;
};

/** The way back is {@link parseComparisonItem}. */
export function comparisonItemOf(row: StoredComparison): ComparisonItem {
  const { observationId, evidenceKey, candidateId, ...columns } = row;
  return { pk: comparisonPartition(evidenceKey, candidateId), sk: observationId, ...columns };
}

const duration = z.number().nonnegative();

const itemSchema = z.object({
  pk: z.string().regex(/^[^#]+#/, 'expected an evidence key, "#" and a candidate'),
  sk: z.string().min(1),
  at: z.number().int().nonnegative(),
  class: z.enum(comparisonClasses),
  reproduced: z.boolean(),
  twinFailed: z.boolean(),
  candidateFailed: z.boolean(),
  warmth: z.enum(warmths),
  twinMs: duration,
  candidateMs: duration,
  twinBilledMs: duration,
  candidateBilledMs: duration,
  difference: z.string().nullable(),
  environmentId: z.string().min(1),
  sequence: z.number().int().positive(),
  durationSource: z.enum(['report', 'wall']),
  addedMs: duration,
  pointers: z.array(z.string()),
  missingReason: z.string().nullable(),
  expiresAtSeconds: z.number().int(),
});

/** Reads an item back. Throws a ZodError, also for an unknown class or warmth: a verdict must not skip rows. */
export function parseComparisonItem(item: unknown): StoredComparison {
  const { pk, sk, ...columns } = itemSchema.parse(item);
  const separator = pk.indexOf('#');
  return {
    ...columns,
    observationId: sk,
    evidenceKey: pk.slice(0, separator),
    candidateId: pk.slice(separator + 1),
  };
}
