import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/**
 * A body grows to this at most when it is unpacked: what a function may answer at all (6 MB, AWS Lambda quotas).
 * Forty kilobytes of gzip can hold 30 MB, and two observations with three answers each are at work at once.
 */
export const maxDecodedBytes = 6 * 1_048_576;
/** Real answers have one encoding, seldom two; each further one would cost its whole unpacking. */
const maxEncodings = 4;

/**
 * Undoes `content-encoding` (RFC 9110 §8.4), last encoding first. Null where the body is not what the header
 * says, is unpacked to more than `maxDecodedBytes`, or has more than four encodings or one that is not known here:
 * it is then compared byte by byte as it came.
 * `node:zlib` is the one import of its kind in `core/`: a computation on bytes, without input or output.
 */
export function decodeContent(body: Buffer, contentEncoding: string): Buffer | null {
  const encodings = contentEncoding.toLowerCase().split(',').reverse();
  if (encodings.length > maxEncodings) {
    return null;
  }
  let decoded = body;
  for (const encoding of encodings) {
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
