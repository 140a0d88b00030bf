import type { ApiRequest } from './api-request.ts';

/** What can keep front from an answer of the control's. */
export type Misfortune =
  /** The function threw, crashed, ran into its own timeout or answered more than Lambda carries. */
  | 'function-error'
  /** The function answered something that is not JSON. */
  | 'malformed-answer'
  /** Lambda had no room for the function: it did not run. */
  | 'throttled'
  /** Lambda did not run the function for another reason: not found, not allowed, not ready, out of reach. */
  | 'not-invoked'
  /** Front's own time was about to end. */
  | 'timeout'
  /** There is no definition to route by, or none of its experiments is meant. */
  | 'no-definition'
  | 'no-experiment';

/** A Lambda proxy answer that payload formats 1.0 and 2.0 read alike. */
export interface GatewayAnswer {
  readonly statusCode: number;
  readonly headers: { readonly 'content-type': string };
  readonly body: string;
  readonly isBase64Encoded: false;
}

/**
 * What a client gets when there is no answer to pass on: status and body that API Gateway itself gives without
 * front. The table with its sources, and what in it has not been run on AWS, is in docs/front.md.
 */
export function answerFor(misfortune: Misfortune, gateway: ApiRequest['gateway']): GatewayAnswer {
  const [statusCode, body] = parity[misfortune][gateway];
  return { statusCode, headers: { 'content-type': 'application/json' }, body, isBase64Encoded: false };
}

const restError = '{"message": "Internal server error"}';
const httpError = '{"message":"Internal Server Error"}';
const unavailable = '{"message":"Service Unavailable"}';
const notFound = '{"message":"Not Found"}';

const parity: Record<Misfortune, Record<ApiRequest['gateway'], readonly [number, string]>> = {
  'function-error': { rest: [502, restError], http: [500, httpError] },
  'malformed-answer': { rest: [502, restError], http: [500, httpError] },
  throttled: { rest: [500, restError], http: [503, unavailable] },
  'not-invoked': { rest: [500, restError], http: [500, httpError] },
  timeout: { rest: [504, '{"message": "Endpoint request timed out"}'], http: [503, unavailable] },
  // The last two have no counterpart without front.
  'no-definition': { rest: [503, unavailable], http: [503, unavailable] },
  'no-experiment': { rest: [404, notFound], http: [404, notFound] },
};
