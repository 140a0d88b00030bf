import { createHash } from 'node:crypto';

/** A regular file as it stands in a package. */
export interface ContentFile {
  /** Relative, with `/` between segments, without empty, `.` or `..` segments. */
  readonly path: string;
  readonly executable: boolean;
  readonly bytes: Uint8Array;
}

/**
 * Content hash of a package: sha256 (hex) over its files, sorted by the bytes of their UTF-8 paths, each as
 * path, NUL, one byte 1 (executable) or 0, length as 8 bytes big-endian, bytes. No times and no compression
 * enter, so a rebuild of the same files is the same thing. Layers are no part of it: they stand in a function's
 * settings by version ARN. Throws a RangeError for a path that stands twice.
 */
export function contentHashOf(files: readonly ContentFile[]): string {
  const sorted = files
    .map((file) => ({ file, path: Buffer.from(file.path, 'utf8') }))
    .sort((left, right) => Buffer.compare(left.path, right.path));
  const hash = createHash('sha256');
  let previous: Buffer | null = null;
  for (const { file, path } of sorted) {
    if (previous?.equals(path)) {
      throw new RangeError(`the path ${file.path} stands twice`);
    }
    previous = path;
    const length = Buffer.alloc(8);
    length.writeBigUInt64BE(BigInt(file.bytes.length));
    hash
      .update(path)
      .update(Buffer.of(0, file.executable ? 1 : 0))
      .update(length)
      .update(file.bytes);
  }
  return hash.digest('hex');
}
