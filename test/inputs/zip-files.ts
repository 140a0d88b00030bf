import yazl from 'yazl';

/** What a test puts into a zip; anything left out is as a build tool would have it. */
export interface ZipEntry {
  readonly path: string;
  readonly text?: string | Uint8Array;
  readonly mode?: number;
  readonly time?: Date;
  readonly compress?: boolean;
}

/** A zip made by another library than the one that reads it. */
export function zipOf(entries: readonly ZipEntry[]): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const { path, text = '', mode = 0o100644, time, compress = true } of entries) {
    if (path.endsWith('/')) {
      zip.addEmptyDirectory(path, { mode: 0o040755 });
    } else {
      zip.addBuffer(Buffer.from(text), path, { mode, compress, ...(time && { mtime: time }) });
    }
  }
  zip.end();
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk));
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)));
    zip.outputStream.on('error', reject);
  });
}

/** The same zip with every occurrence of some bytes replaced by others of the same length. */
export function patched(zip: Buffer, from: string | Buffer, to: string | Buffer): Buffer {
  const [search, replacement] = [Buffer.from(from), Buffer.from(to)];
  if (search.length !== replacement.length || zip.indexOf(search) < 0) {
    throw new Error('a patch replaces what is there by as many bytes');
  }
  const copy = Buffer.from(zip);
  for (let at = copy.indexOf(search); at >= 0; at = copy.indexOf(search, at + search.length)) {
    replacement.copy(copy, at);
  }
  return copy;
}
