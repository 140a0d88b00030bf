import type { Discretion } from './discretion.ts';
import { showQuery, showText } from './redacting.ts';

/** What a sample shows of a request. */
export interface RequestLine {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * Method, path and query of an API Gateway event, format 1.0 (`httpMethod`, `path`, `queryStringParameters`)
 * or 2.0 (`requestContext.http`, `rawPath`), redacted. Headers and body are never shown.
 */
export function requestLineOf(event: unknown, discretion: Discretion): RequestLine {
  const root = recordOf(event);
  const http = recordOf(recordOf(root.requestContext).http);
  return {
    method: showText(textOf(http.method) ?? textOf(root.httpMethod) ?? '?', discretion),
    path: showText(textOf(root.rawPath) ?? textOf(root.path) ?? '/', discretion),
    query: showQuery(
      Object.fromEntries(
        Object.entries(recordOf(root.queryStringParameters)).map(([name, value]) => [name, String(value)]),
      ),
      discretion,
    ),
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
