import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** A body grows to this at most when it is unpacked: five times what a function may answer at all. */
export const maxDecodedBytes = 32 * 1_048_576;

/**
 * Undoes `content-encoding` (RFC 9110 §8.4), last encoding first. Null where the body is not what the header
 * says, is unpacked to more than `maxDecodedBytes`, or has an encoding that is not known here.
 * `node:zlib` is the one import of its kind in `core/`: a computation on bytes, without input or output.
 */
export function decodeContent(body: Buffer, contentEncoding: string): Buffer | null {
  let decoded = body;
  for (const encoding of contentEncoding.toLowerCase().split(',').reverse()) {
    const next = decodeOnce(decoded, encoding.trim());
    if (next === null) {
      return null;
    }
    decoded = next;
  }
  return decoded;
}

function decodeOnce(body: Buffer, encoding: string): Buffer | null {
  const options = { maxOutputLength: maxDecodedBytes };
  switch (encoding) {
    case '':
    case 'identity':
      return body;
    case 'gzip':
    case 'x-gzip':
      return unpacked(() => gunzipSync(body, options));
    case 'br':
      return unpacked(() => brotliDecompressSync(body, options));
    case 'deflate':
      // RFC 9110 means the zlib format; some servers send the bare stream.
      return unpacked(() => inflateSync(body, options)) ?? unpacked(() => inflateRawSync(body, options));
    default:
      return null;
  }
}

function unpacked(unpack: () => Buffer): Buffer | null {
  try {
    return unpack();
  } catch {
    return null;
  }
}
