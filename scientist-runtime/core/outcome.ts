import type { Answer } from '../contract/observation.ts';
import { type ProxyAnswer, readProxyAnswer } from './proxy-answer.ts';

/**
 * An answer as comparisons see it. Failed is a function error, a timeout, a crash, a malformed answer or a
 * status of 500 and more; `failure` is the kind by which failures are equal, such as `error` or `status-503`.
 */
export type Outcome =
  | { readonly kind: 'answered'; readonly answer: ProxyAnswer }
  | { readonly kind: 'failed'; readonly failure: string };

/** A payload that is no proxy answer has the failure `malformed`. */
export function outcomeOf(answer: Answer): Outcome {
  if (answer.kind === 'failed') {
    return { kind: 'failed', failure: answer.failure };
  }
  const read = readProxyAnswer(answer.payload);
  if (read === null) {
    return { kind: 'failed', failure: 'malformed' };
  }
  return read.statusCode >= 500
    ? { kind: 'failed', failure: `status-${read.statusCode}` }
    : { kind: 'answered', answer: read };
}
