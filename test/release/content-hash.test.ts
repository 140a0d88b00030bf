import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ContentFile, contentHashOf } from '../../src/release/content-hash.ts';

const file = (path: string, text: string, executable = false): ContentFile => ({
  path,
  executable,
  bytes: Buffer.from(text),
});

describe('content hash', () => {
  it('is sha256 over path, NUL, executable byte, length and bytes', () => {
    const byHand = createHash('sha256')
      .update(Buffer.from('a.js\0\u0000\0\0\0\0\0\0\0\u0002hi', 'latin1'))
      .update(Buffer.from('bin/run\0\u0001\0\0\0\0\0\0\0\0', 'latin1'))
      .digest('hex');
    expect(contentHashOf([file('bin/run', '', true), file('a.js', 'hi')])).toBe(byHand);
  });

  it.each([
    ['another byte', [file('a', 'x')], [file('a', 'y')]],
    ['another path', [file('a', 'x')], [file('b', 'x')]],
    ['the executable bit', [file('a', 'x')], [file('a', 'x', true)]],
    ['one more empty file', [file('a', 'x')], [file('a', 'x'), file('b', '')]],
    ['bytes that move between files', [file('a', 'xy'), file('b', '')], [file('a', 'x'), file('b', 'y')]],
    ['a path that moves into the bytes', [file('ab', 'c')], [file('a', 'bc')]],
  ])('changes with %s', (_what, left, right) => {
    expect(contentHashOf(left)).not.toBe(contentHashOf(right));
  });

  it('does not depend on the order of the files', () => {
    const files = fc.uniqueArray(
      fc.record({ path: fc.string({ minLength: 1 }), executable: fc.boolean(), bytes: fc.uint8Array() }),
      { selector: ({ path }) => Buffer.from(path, 'utf8').toString('hex') },
    );
    fc.assert(
      fc.property(
        files.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
          ),
        ),
        ([list, shuffled]) => contentHashOf(list) === contentHashOf(shuffled),
      ),
    );
  });

  it('sorts by UTF-8 bytes, where UTF-16 order would differ', () => {
    const astral = file('\u{10000}', '1');
    const high = file('\uffee', '2');
    const bytesInOrder = [high, astral].flatMap(({ path, bytes }) => [
      Buffer.from(path),
      Buffer.alloc(9),
      Buffer.of(bytes.length),
      bytes,
    ]);
    expect(contentHashOf([astral, high])).toBe(
      createHash('sha256').update(Buffer.concat(bytesInOrder)).digest('hex'),
    );
  });

  it('refuses a path that stands twice', () => {
    expect(() => contentHashOf([file('a', '1'), file('a', '2')])).toThrow(RangeError);
  });
});
