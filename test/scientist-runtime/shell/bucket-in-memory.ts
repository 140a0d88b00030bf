import { createHash } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { anyone, type LocalReply, type SeenRequest, serveLocally } from './serve-locally.ts';

/** As much of S3 as conditional reads and writes need, behind the real client. */
export async function bucketInMemory(
  onWrite: (key: string, objects: Map<string, string>) => void = () => {},
) {
  const objects = new Map<string, string>();
  const etagOf = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;

  function reply({ method, path, headers, body }: SeenRequest): LocalReply {
    const key = (path.split('?')[0] ?? '').replace(/^\/bucket\//, '');
    if (method === 'PUT') {
      onWrite(key, objects);
    }
    const present = objects.get(key);
    if (method === 'GET') {
      return present === undefined
        ? { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }
        : {
            status: 200,
            headers: { etag: etagOf(present), 'content-length': String(Buffer.byteLength(present)) },
            body: present,
          };
    }
    const isRefused =
      (headers['if-none-match'] === '*' && present !== undefined) ||
      (headers['if-match'] !== undefined && present !== undefined && headers['if-match'] !== etagOf(present));
    if (isRefused) {
      return { status: 412, body: '<Error><Code>PreconditionFailed</Code></Error>' };
    }
    if (headers['if-match'] !== undefined && present === undefined) {
      return { status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' };
    }
    objects.set(key, body);
    return { status: 200, headers: { etag: etagOf(body) } };
  }

  const server = await serveLocally(reply);
  const client = new S3Client({
    ...anyone,
    endpoint: server.endpoint,
    forcePathStyle: true,
    // Plain bodies, so that what was written can be read back as it was.
    requestChecksumCalculation: 'WHEN_REQUIRED',
  });
  return { client, objects, seen: server.seen, close: server.close };
}
