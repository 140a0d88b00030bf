import { decodeContent } from './decoding.ts';
import { isWithinLimits } from './json-text.ts';

/** An answer as a client of API Gateway would get it. */
export interface ProxyAnswer {
  readonly statusCode: number;
  /** By lower-case name, each with its values in order; cookies stand under `set-cookie`. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  /** Bytes without base64, and without content encoding where `isDecoded`. */
  readonly body: Buffer;
  /** False where the bytes are not what `content-encoding` says, or it is not known here. */
  readonly isDecoded: boolean;
}

/**
 * Reads the payload of a Lambda proxy integration, of formats 1.0 and 2.0 alike. A payload without
 * `statusCode` is an inferred answer: status 200, JSON, the payload's own text as body
 * (API Gateway developer guide, "Working with AWS Lambda proxy integrations for HTTP APIs").
 * Null for what API Gateway would call malformed. A payload beyond what `readJson` reads is no proxy answer that
 * anybody writes (its body is a string) and is taken for an inferred one, unread.
 */
export function readProxyAnswer(payload: string): ProxyAnswer | null {
  if (!isWithinLimits(payload)) {
    return inferred(payload);
  }
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return null;
  }
  if (!isRecord(value) || value.statusCode === undefined) {
    return inferred(payload);
  }
  const statusCode = Number(value.statusCode);
  if (!Number.isInteger(statusCode) || statusCode < 100 || statusCode > 599) {
    return null;
  }
  const headers = headersOf(value);
  const body = bytesOf(value);
  const encoding = headers.get('content-encoding')?.join() ?? '';
  const decoded = body.length === 0 ? body : decodeContent(body, encoding);
  return { statusCode, headers, body: decoded ?? body, isDecoded: decoded !== null };
}

function inferred(payload: string): ProxyAnswer {
  return {
    statusCode: 200,
    headers: new Map([['content-type', ['application/json']]]),
    body: Buffer.from(payload),
    isDecoded: true,
  };
}

function bytesOf(answer: Record<string, unknown>): Buffer {
  const { body } = answer;
  const text =
    typeof body === 'string' ? body : body === null || body === undefined ? '' : JSON.stringify(body);
  return Buffer.from(text, answer.isBase64Encoded === true ? 'base64' : 'utf8');
}

function headersOf(answer: Record<string, unknown>): Map<string, readonly string[]> {
  const headers = new Map<string, readonly string[]>();
  const add = (name: string, values: readonly unknown[]): void => {
    const key = name.toLowerCase();
    const texts = values
      .filter((value) => value !== null && value !== undefined)
      .map((value) => String(value));
    const known = headers.get(key) ?? [];
    headers.set(key, [...known, ...texts.filter((text) => !known.includes(text))]);
  };
  for (const [name, values] of Object.entries(
    isRecord(answer.multiValueHeaders) ? answer.multiValueHeaders : {},
  )) {
    add(name, Array.isArray(values) ? values : [values]);
  }
  for (const [name, value] of Object.entries(isRecord(answer.headers) ? answer.headers : {})) {
    add(name, Array.isArray(value) ? value : [value]);
  }
  if (Array.isArray(answer.cookies)) {
    add('set-cookie', answer.cookies);
  }
  return headers;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
