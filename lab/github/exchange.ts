import type { Identity } from './identity.ts';
import type { Json } from './json.ts';

/** One request as the routes see it: authenticated, its body parsed, its path parameters decoded. */
export interface Call {
  readonly method: string;
  /** Path and query as sent, for passing on unchanged. */
  readonly target: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  readonly accept: string | undefined;
  /** Parsed JSON body, `undefined` where there was none. */
  readonly body: Json | undefined;
  readonly identity: Identity;
}

/** What goes back: JSON, bytes, or nothing. */
export interface Answer {
  readonly status: number;
  readonly body?: Json | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Hears of every authenticated exchange. */
export type ExchangeListener = (call: Call, answer: Answer) => void;

/** Path patterns use `:name` for one segment and `:name*` for the rest, slashes included. */
export interface Route {
  readonly method: string;
  readonly pattern: string;
  readonly answer: (call: Call) => Promise<Answer>;
}

/** GitHub said no: becomes an error answer in GitHub's shape. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly errors: Json[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    errors?: Json[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.errors = errors;
    this.headers = headers;
  }
}

/** GitHub's answer to invalid input: 422 with one entry per reason. */
export function invalid(message: string): Refusal {
  return new Refusal(422, 'Validation Failed', [{ resource: 'Request', code: 'custom', message }]);
}

/** GitHub's answer for what does not exist, and for what this caller may not know exists. */
export function notFound(): Refusal {
  return new Refusal(404, 'Not Found');
}
