import { describe, expect, it } from 'vitest';
import { type ArchiveLimits, codeLimits, codeOf, readArchive } from '../../src/inputs/archive.ts';
import { patched, type ZipEntry, zipOf } from './zip-files.ts';

const small: ArchiveLimits = { maxArchiveBytes: 10_000, maxEntries: 3, maxUnpackedBytes: 1_000 };
const centralHeader = Buffer.from('PK\u0001\u0002', 'latin1');

/** Writes a little-endian 32-bit number at an offset of the first central directory header. */
function withCentralField(zip: Buffer, offset: number, value: number): Buffer {
  const copy = Buffer.from(zip);
  copy.writeUInt32LE(value, copy.indexOf(centralHeader) + offset);
  return copy;
}

describe('reading an archive', () => {
  it('gives the regular files with bytes and executable bit, directories left out', async () => {
    const zip = await zipOf([
      { path: 'lib/' },
      { path: 'lib/a.js', text: 'a', compress: false },
      { path: 'run', text: '#!', mode: 0o100755 },
    ]);
    expect(await readArchive(zip, small)).toEqual([
      { path: 'lib/a.js', executable: false, bytes: Buffer.from('a') },
      { path: 'run', executable: true, bytes: Buffer.from('#!') },
    ]);
  });

  it('takes paths as they are unpacked: "./a" is "a"', async () => {
    const zip = patched(await zipOf([{ path: 'xxa.js', text: 'a' }]), 'xxa.js', './a.js');
    expect((await readArchive(zip, small)).map(({ path }) => path)).toEqual(['a.js']);
  });

  const hostile: [string, RegExp, () => Promise<Buffer>][] = [
    ['no zip at all', /sound zip/, async () => Buffer.from('not a zip')],
    ['a symbolic link', /symbolic link/, () => zipOf([{ path: 'a', text: '/etc', mode: 0o120777 }])],
    ['a device', /no regular file/, () => zipOf([{ path: 'a', mode: 0o020644 }])],
    [
      'a path that leaves the archive',
      /invalid relative path/,
      async () => patched(await zipOf([{ path: 'xx/evil' }]), 'xx/evil', '../evil'),
    ],
    [
      'a path that leaves it by backslashes',
      /invalid characters in fileName: \.\.\\evil/,
      async () => patched(await zipOf([{ path: 'xx/evil' }]), 'xx/evil', '..\\evil'),
    ],
    [
      'a backslash, a separator to some and to others none',
      /invalid characters in fileName: xx\\evil/,
      async () => patched(await zipOf([{ path: 'xx/evil' }]), 'xx/evil', 'xx\\evil'),
    ],
    ['a path with a line break', /"xx\?evil" holds a control/, () => zipOf([{ path: 'xx\nevil' }])],
    ['a path with a NUL', /"xx\?evil" holds a control/, () => zipOf([{ path: 'xx\0evil' }])],
    ['a path with a line separator', /holds a control/, () => zipOf([{ path: 'xx\u2028evil' }])],
    [
      'an absolute path',
      /absolute path/,
      async () => patched(await zipOf([{ path: 'x/evil' }]), 'x/evil', '//evil'),
    ],
    ['a path twice', /stands twice/, async () => patched(await zipOf(paths('a1', 'a2')), 'a2', 'a1')],
    [
      'a path twice in two spellings',
      /stands twice/,
      async () => patched(await zipOf(paths('a/b', 'aXXb')), 'aXXb', 'a//b'),
    ],
    ['a path of 2,000 bytes', /too long/, () => zipOf([{ path: 'a'.repeat(2_000) }])],
    ['too many entries', /more than 3 entries/, () => zipOf(paths('a', 'b', 'c', 'd'))],
    ['too large an archive', /10000 bytes/, async () => Buffer.alloc(10_001)],
    [
      'files that unpack to too much together',
      /unpacks to more/,
      () => zipOf(paths('a', 'b').map((entry) => ({ ...entry, text: 'x'.repeat(600) }))),
    ],
    [
      'a bomb that declares a small size',
      /too many bytes/,
      async () => withCentralField(await zipOf([{ path: 'a', text: '0'.repeat(5_000_000) }]), 24, 10),
    ],
    [
      'a size that is not reached',
      /not enough bytes/,
      async () => withCentralField(await zipOf([{ path: 'a', text: '0'.repeat(10) }]), 24, 900),
    ],
    [
      'a wrong checksum',
      /checksum/,
      async () => withCentralField(await zipOf([{ path: 'a', text: 'x' }]), 16, 12),
    ],
    [
      'two names for one entry',
      /contradicts itself/,
      async () => {
        const zip = await zipOf([{ path: 'good.js', text: 'x' }]);
        zip.write('evil.js', zip.indexOf('good.js'));
        return zip;
      },
    ],
    [
      'an encrypted entry',
      /is encrypted/,
      async () => {
        const zip = await zipOf([{ path: 'a', text: 'x' }]);
        const flags = zip.indexOf(centralHeader) + 8;
        zip.writeUInt16LE(zip.readUInt16LE(flags) | 1, flags);
        return zip;
      },
    ],
  ];

  it.each(hostile)('refuses %s', async (_what, reason, make) => {
    const error = await readArchive(await make(), small).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name: 'InvalidInput', message: expect.stringMatching(reason) });
  });

  it('shows a hostile name without its control characters', async () => {
    const zip = patched(await zipOf([{ path: 'XX/a', mode: 0o120777 }]), 'XX/a', '\u001b[/a');
    await expect(readArchive(zip, small)).rejects.toThrow(/"\?\[\/a" holds a control/);
  });
});

describe('code of a zip', () => {
  const files: ZipEntry[] = [
    { path: 'index.mjs', text: 'export const handler = () => 1;' },
    { path: 'bin/tool', text: '#!', mode: 0o100755 },
  ];
  const rebuilt: [string, ZipEntry[]][] = [
    ['at another time', files.map((entry) => ({ ...entry, time: new Date(2020, 1, 1) }))],
    ['in another order', [...files].reverse()],
    ['without compression', files.map((entry) => ({ ...entry, compress: false }))],
    ['with directories spelled out', [{ path: 'bin/' }, ...files]],
    ['under another umask', files.map((entry) => ({ ...entry, mode: (entry.mode ?? 0o100644) & 0o177700 }))],
  ];

  it.each(rebuilt)('has the same content hash when it was built %s', async (_how, entries) => {
    const [first, second] = [await codeOf(await zipOf(files)), await codeOf(await zipOf(entries))];
    expect(second.contentHash).toBe(first.contentHash);
    expect(Buffer.compare(first.zip, second.zip)).not.toBe(0);
  });

  it('has another content hash without an executable bit', async () => {
    const plain = files.map(({ path, text = '' }) => ({ path, text }));
    expect((await codeOf(await zipOf(plain))).contentHash).not.toBe(
      (await codeOf(await zipOf(files))).contentHash,
    );
  });

  it('takes what Lambda takes, and no more', () => {
    expect(codeLimits.maxUnpackedBytes).toBe(250 * 1024 * 1024);
  });
});

function paths(...list: string[]): ZipEntry[] {
  return list.map((path) => ({ path }));
}
