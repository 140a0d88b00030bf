import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl from 'yauzl';
import type { ZippedFile } from './zip-files.ts';

/** The files of a zip; folders are left out. @throws Error on a broken zip or a path that climbs out. */
export async function readZip(zip: Buffer): Promise<readonly ZippedFile[]> {
  const archive = await promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)(zip, {
    lazyEntries: true,
  });
  const open = promisify<yauzl.Entry, NodeJS.ReadableStream>(archive.openReadStream.bind(archive));
  const files: ZippedFile[] = [];
  await new Promise<void>((resolve, reject) => {
    archive.once('error', reject).once('end', resolve);
    const take = async (entry: yauzl.Entry) => {
      if (!entry.fileName.endsWith('/')) {
        const mode = (entry.externalFileAttributes >>> 16) & 0o777;
        files.push({ path: entry.fileName, mode, bytes: await buffer(await open(entry)) });
      }
      archive.readEntry();
    };
    archive.on('entry', (entry: yauzl.Entry) => {
      take(entry).catch(reject);
    });
    archive.readEntry();
  });
  return files;
}
