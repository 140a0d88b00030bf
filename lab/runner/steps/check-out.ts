import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

/** From where and to where. */
export interface Checkout {
  readonly apiUrl: string;
  readonly repository: string;
  readonly ref: string;
  readonly token: string;
  readonly folder: string;
}

/**
 * Plays `actions/checkout`: the files of a commit, through the REST API, as the action itself does where
 * git is missing. The token stays out of the folder.
 * @throws Error with GitHub's answer when the job may not read or the commit is unknown.
 */
export async function checkOut(checkout: Checkout): Promise<void> {
  const url = `${checkout.apiUrl}/repos/${checkout.repository}/zipball/${checkout.ref}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${checkout.token}` } });
  const bytes = Buffer.from(await response.arrayBuffer());
  if (!response.ok) throw new Error(`checkout of ${checkout.ref}: ${response.status} ${bytes.toString()}`);
  await extract(bytes, checkout.folder);
}

async function extract(zip: Buffer, folder: string): Promise<void> {
  const archive = await promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)(zip, {
    lazyEntries: true,
  });
  const open = promisify<yauzl.Entry, NodeJS.ReadableStream>(archive.openReadStream.bind(archive));
  await new Promise<void>((resolve, reject) => {
    archive.once('error', reject).once('end', resolve);
    archive.on('entry', (entry: yauzl.Entry) => {
      write(entry, folder, open).then(() => archive.readEntry(), reject);
    });
    archive.readEntry();
  });
}

async function write(
  entry: yauzl.Entry,
  folder: string,
  open: (entry: yauzl.Entry) => Promise<NodeJS.ReadableStream>,
): Promise<void> {
  if (entry.fileName.endsWith('/')) return;
  // The first folder names the commit; what is below it is the repository.
  const path = join(folder, entry.fileName.slice(entry.fileName.indexOf('/') + 1));
  await mkdir(dirname(path), { recursive: true });
  const mode = (entry.externalFileAttributes >>> 16) & 0o777;
  await writeFile(path, await buffer(await open(entry)), { mode });
}
