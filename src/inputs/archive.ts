import { crc32 } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { messageOf, ScientistError } from '../errors.ts';
import { type ContentFile, contentHashOf } from '../release/content-hash.ts';
import type { Code } from '../release/function-spec.ts';

/** What an archive may cost whoever opens it. */
export interface ArchiveLimits {
  readonly maxArchiveBytes: number;
  readonly maxEntries: number;
  /** Sum of what all entries unpack to. */
  readonly maxUnpackedBytes: number;
}

/** Lambda's own quota: 250 MB unzipped, layers included. */
export const codeLimits: ArchiveLimits = {
  maxArchiveBytes: 262_144_000,
  maxEntries: 65_535,
  maxUnpackedBytes: 262_144_000,
};

const maxPathBytes = 1_024;

/** File types in the upper half of a Unix entry's external attributes (`st_mode`). */
const typeMask = 0o170000;
const regularFile = 0o100000;
const symbolicLink = 0o120000;
const executableByOwner = 0o100;

/** A function's zip with the content hash of its files. Throws `InvalidInput` as `readArchive` does. */
export async function codeOf(zip: Uint8Array): Promise<Code> {
  return { zip, contentHash: contentHashOf(await readArchive(zip, codeLimits)) };
}

/**
 * Unpacks a zip that others made, in memory. Throws `InvalidInput` for anything that is not a plain archive of
 * regular files within the limits: links and devices, paths that leave it or stand twice, encryption, sizes or
 * checksums that are not true, names that differ between the archive's directory and the entry itself.
 */
export async function readArchive(zip: Uint8Array, limits: ArchiveLimits): Promise<readonly ContentFile[]> {
  if (zip.length > limits.maxArchiveBytes) {
    throw refusal(`it has ${zip.length} bytes`, `at most ${limits.maxArchiveBytes} bytes`);
  }
  const buffer = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  try {
    const archive = await yauzl.fromBufferPromise(buffer, {
      lazyEntries: true,
      autoClose: false,
      // Else a backslash would be read as a separator here, and as part of a name where Lambda unpacks it.
      strictFileNames: true,
    });
    return await readFiles(archive, limits);
  } catch (thrown) {
    if (thrown instanceof ScientistError) {
      throw thrown;
    }
    throw refusal(printable(messageOf(thrown)), 'a sound zip archive', thrown);
  }
}

async function readFiles(archive: ZipFile, limits: ArchiveLimits): Promise<readonly ContentFile[]> {
  const files = new Map<string, ContentFile>();
  let entries = 0;
  let unpackedBytes = 0;
  for await (const entry of archive.eachEntry()) {
    entries += 1;
    if (entries > limits.maxEntries) {
      throw refusal(`it has more than ${limits.maxEntries} entries`, `at most ${limits.maxEntries}`);
    }
    const path = pathOf(entry);
    if (entry.fileName.endsWith('/')) {
      continue;
    }
    assertPlain(entry);
    unpackedBytes += entry.uncompressedSize;
    if (unpackedBytes > limits.maxUnpackedBytes) {
      throw refusal('it unpacks to more than that', `at most ${limits.maxUnpackedBytes} bytes unpacked`);
    }
    if (path === '' || files.has(path)) {
      throw refusal(`the path "${printable(path)}" stands twice or is empty`, 'each path once');
    }
    files.set(path, { path, executable: isExecutable(entry), bytes: await bytesOf(archive, entry) });
  }
  return [...files.values()];
}

/** The entry's bytes; yauzl ends the stream with an error as soon as it yields more than was declared. */
async function bytesOf(archive: ZipFile, entry: Entry): Promise<Uint8Array> {
  const header = await archive.readLocalFileHeaderPromise(entry);
  if (!header.fileName.equals(entry.fileNameRaw) || header.compressionMethod !== entry.compressionMethod) {
    throw refusal(`the entry "${printable(entry.fileName)}" contradicts itself`, 'one name for each entry');
  }
  const chunks: Buffer[] = [];
  for await (const chunk of await archive.openReadStreamPromise(entry)) {
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) {
    throw refusal(`the checksum of "${printable(entry.fileName)}" is wrong`, 'a sound zip archive');
  }
  return bytes;
}

/** The path as it is unpacked: without `.` and empty segments. yauzl has refused absolute paths and `..`. */
function pathOf(entry: Entry): string {
  if (entry.fileNameRaw.length > maxPathBytes) {
    throw refusal('a path is too long', `paths of at most ${maxPathBytes} bytes`);
  }
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(entry.fileName)) {
    throw refusal(
      `the path "${printable(entry.fileName)}" holds a control character`,
      'paths of printable characters',
    );
  }
  return entry.fileName
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}

function assertPlain(entry: Entry): void {
  const type = unixModeOf(entry) & typeMask;
  if (type !== 0 && type !== regularFile) {
    const found = type === symbolicLink ? 'is a symbolic link' : 'is no regular file';
    throw refusal(`"${printable(entry.fileName)}" ${found}`, 'regular files only');
  }
  if (entry.isEncrypted()) {
    throw refusal(`"${printable(entry.fileName)}" is encrypted`, 'files that can be read');
  }
}

function isExecutable(entry: Entry): boolean {
  return (unixModeOf(entry) & executableByOwner) !== 0;
}

/** `st_mode` of an entry, 0 where the archive was made on a system without. */
function unixModeOf(entry: Entry): number {
  return entry.externalFileAttributes >>> 16;
}

/** Names in an archive are strangers' text: short, and in ASCII without controls. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

const refusedBecause = 'The archive was refused: ';

/** What is wrong with an archive, without the words that say that it was refused: a sentence around it does. */
export function faultOf({ story: { found } }: ScientistError): string {
  return found.startsWith(refusedBecause) ? found.slice(refusedBecause.length) : found;
}

function refusal(found: string, expected: string, cause?: unknown): ScientistError {
  return new ScientistError(
    'InvalidInput',
    { expected, found: `${refusedBecause}${found}`, remedy: 'Build the package again' },
    cause,
  );
}
