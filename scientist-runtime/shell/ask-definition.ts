import { bucketKeys } from '../contract/bucket-keys.ts';
import type { CallAws } from './call-aws.ts';

/** How S3 answered the question whether there is another definition. */
export type DefinitionReply =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'changed'; readonly etag: string | null; readonly text: string }
  | { readonly kind: 'failed'; readonly why: string };

/** Asks S3 for `effective.json`, unless it still has the given ETag. Never rejects. */
export type AskDefinition = (
  etag: string | null,
  timeoutMs: number,
  signal: AbortSignal,
) => Promise<DefinitionReply>;

/** `endpoint` is that of S3 in the region, `custom` where it is not AWS's own. */
export function createDefinitionAsker(
  callAws: CallAws,
  region: string,
  endpoint: { readonly url: URL; readonly custom: boolean },
  bucket: string,
): AskDefinition {
  const object = objectAddress(endpoint, bucket, bucketKeys.effective);
  return async (etag, timeoutMs, signal) => {
    const reply = await callAws({
      ...object,
      service: 's3',
      region,
      method: 'GET',
      headers: etag === null ? {} : { 'if-none-match': etag },
      body: '',
      timeoutMs,
      signal,
    });
    if (reply.kind === 'silence') {
      return { kind: 'failed', why: `no answer from S3 (${reply.why})` };
    }
    if (reply.status === 304) {
      return { kind: 'unchanged' };
    }
    return reply.status === 200
      ? { kind: 'changed', etag: reply.headers.etag ?? null, text: reply.body }
      : { kind: 'failed', why: `S3 answered ${reply.status} for ${bucket}/${bucketKeys.effective}` };
  };
}

/**
 * Where an object is asked for: by the bucket's own host at AWS, by path at a custom endpoint and for a bucket
 * whose name has dots, which no certificate covers.
 */
export function objectAddress(
  endpoint: { readonly url: URL; readonly custom: boolean },
  bucket: string,
  key: string,
): { readonly endpoint: URL; readonly path: string } {
  if (endpoint.custom || bucket.includes('.')) {
    return { endpoint: endpoint.url, path: `/${bucket}/${key}` };
  }
  return { endpoint: new URL(`https://${bucket}.${endpoint.url.host}`), path: `/${key}` };
}
