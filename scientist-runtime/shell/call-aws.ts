import type { Reply, Send } from './send-request.ts';
import { type Credentials, type Signable, signRequest } from './sign-request.ts';

/** A call to one service; its host is that of `endpoint`. */
export interface AwsCall extends Omit<Signable, 'host'> {
  /** Scheme, host and port; its path is not used. */
  readonly endpoint: URL;
  /** Sent, but not signed: proxies on the way may change them. */
  readonly unsigned?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Signs and sends a call to AWS. Resolves like {@link Send}, and throws like it. */
export type CallAws = (call: AwsCall) => Promise<Reply>;

/** Reads the credentials anew for each call; `now` is in epoch milliseconds. */
export function createAwsCaller(send: Send, credentials: () => Credentials, now: () => number): CallAws {
  return (call) => {
    const headers = signRequest({ ...call, host: call.endpoint.host }, credentials(), now());
    return send({
      url: new URL(call.path, call.endpoint),
      method: call.method,
      headers: call.unsigned === undefined ? headers : { ...headers, ...call.unsigned },
      body: call.body,
      timeoutMs: call.timeoutMs,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
  };
}
