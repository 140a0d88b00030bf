import type { ApiRequest } from './api-request.ts';

/** Lambda carries no answer above 6 MB, 100 bytes of envelope included; Node's runtime refuses a larger one. */
export const maxAnswerBytes = 6_291_556;

/** `value` is what front's handler returns; `malformed`: the control's payload is not JSON. */
export type ClientAnswer =
  | { readonly kind: 'answer'; readonly value: unknown }
  | { readonly kind: 'malformed' };

/**
 * What front returns for a payload of the control's. A payload with `statusCode` is returned by value: its `body`
 * is a string and survives that untouched. In payload format 2.0 API Gateway infers an answer where there is none
 * (status 200, JSON, the payload as body), and front writes that out, because returning the value would print its
 * numbers anew (9007199254740993 becomes …992). A string or null is the same again after parsing and printing, so
 * it is left to API Gateway, and so is what would grow too large by being quoted. In format 1.0 API Gateway infers
 * nothing: it sees what it would see without front. Source: "Create AWS Lambda proxy integrations for HTTP APIs".
 */
export function clientAnswer(payload: string, payloadFormat: ApiRequest['payloadFormat']): ClientAnswer {
  const parsed = parse(payload);
  if (parsed === null) {
    return { kind: 'malformed' };
  }
  const { value } = parsed;
  const complete = typeof value === 'object' && value !== null && Object.hasOwn(value, 'statusCode');
  if (
    complete ||
    payloadFormat === '1.0' ||
    typeof value === 'string' ||
    value === null ||
    !fitsQuoted(payload)
  ) {
    return { kind: 'answer', value };
  }
  return {
    kind: 'answer',
    value: {
      statusCode: 200,
      headers: { 'content-type': 'application/json' },
      body: payload,
      isBase64Encoded: false,
    },
  };
}

function parse(payload: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(payload) };
  } catch {
    // Not swallowed: a control whose payload is not JSON has an outcome of its own, which front logs and answers.
    return null;
  }
}

/** Whether a payload as a JSON string, with the rest of an answer around it, is still within Lambda's limit. */
function fitsQuoted(payload: string): boolean {
  const envelopeBytes = 200;
  // A UTF-16 unit takes three bytes at most, and two where it is escaped with a backslash.
  return (
    payload.length * 3 + envelopeBytes < maxAnswerBytes ||
    Buffer.byteLength(JSON.stringify(payload)) + envelopeBytes <= maxAnswerBytes
  );
}
