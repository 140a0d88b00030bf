import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** One file of a zip; `mode` is the Unix mode, 0o100644 by default. */
export interface ZippedFile {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mode?: number;
}

/** Zips in memory. Times are fixed, so that equal files give equal bytes. */
export async function zipFiles(files: readonly ZippedFile[]): Promise<Buffer> {
  const zip = new ZipFile();
  for (const file of files)
    zip.addBuffer(file.bytes, file.path, {
      mtime: new Date('1980-01-02T00:00:00Z'),
      mode: file.mode ?? 0o100644,
    });
  zip.end();
  return buffer(zip.outputStream);
}
