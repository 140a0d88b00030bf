import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../../src/inputs/archive.ts';
import { readManifestArchive, readManifestFiles } from '../../src/inputs/manifest.ts';
import { zipOf } from './zip-files.ts';

const known = new Set(['round', 'sort']);
const roundZip = await zipOf([{ path: 'handler.mjs', text: 'export const handler = () => 1;' }]);
const linkZip = await zipOf([{ path: 'a', text: '/etc', mode: 0o120777 }]);

function manifestOf(functions: object): Uint8Array {
  return Buffer.from(JSON.stringify({ schemaVersion: 1, functions }));
}

function packageOf(manifest: Uint8Array, files: Record<string, Uint8Array> = { 'round.zip': roundZip }) {
  return new Map<string, Uint8Array>([['scientist-manifest.json', manifest], ...Object.entries(files)]);
}

describe('a package', () => {
  it('gives each function its entry, its zip and the content hash of that', async () => {
    const entry = { artifact: 'round.zip', memoryMb: 256, environment: { A: '1' } };
    const read = await readManifestFiles(packageOf(manifestOf({ round: entry })), known);
    const code = await codeOf(roundZip);
    expect(read).toEqual({ ok: true, functions: new Map([['round', { entry, code }]]), unknown: [] });
  });

  it('is read out of an archive, paths as they are unpacked', async () => {
    const zip = await zipOf([
      {
        path: 'scientist-manifest.json',
        text: '{"schemaVersion":1,"functions":{"round":{"artifact":"./out/round.zip"}}}',
      },
      { path: 'out/round.zip', text: roundZip },
    ]);
    const read = await readManifestArchive(zip, known);
    expect(read.ok && [...read.functions.keys()]).toEqual(['round']);
  });

  it('in a folder may be given under the very path of the manifest', async () => {
    const files = packageOf(manifestOf({ round: { artifact: './round.zip' } }), { './round.zip': roundZip });
    expect(await readManifestFiles(files, known)).toMatchObject({ ok: true });
  });

  it('may serve two functions with one zip', async () => {
    const functions = {
      round: { artifact: 'round.zip' },
      sort: { artifact: 'round.zip', handler: 'sort.x' },
    };
    const read = await readManifestFiles(packageOf(manifestOf(functions)), known);
    const hashes = read.ok ? [...read.functions.values()].map(({ code }) => code.contentHash) : [];
    expect(hashes).toHaveLength(2);
    expect(hashes[1]).toBe(hashes[0]);
  });

  it('names functions that are not configured, and does not open their artifacts', async () => {
    const functions = { round: { artifact: 'round.zip' }, added: { artifact: 'missing.zip' } };
    const read = await readManifestFiles(packageOf(manifestOf(functions)), known);
    expect(read).toMatchObject({ ok: true, unknown: ['added'] });
    expect(read.ok && [...read.functions.keys()]).toEqual(['round']);
  });
});

describe('a hostile package is unusable:', () => {
  const round = (artifact: string) => manifestOf({ round: { artifact } });
  const cases: [string, Map<string, Uint8Array>, string | RegExp][] = [
    ['no manifest', new Map(), 'it has no scientist-manifest.json at its top.'],
    [
      'a manifest that is none',
      packageOf(Buffer.from('[')),
      /^scientist-manifest\.json is not valid at line 1, column 2: `.*`\.$/,
    ],
    [
      'an unknown key with markup in it',
      packageOf(manifestOf({ round: { artifact: 'round.zip', '<b>`@ana`\n# x': 1 } })),
      /^scientist-manifest\.json is not valid at line 1, column \d+: `[^`\n]*<b>\?@ana\?[^`\n]*`\.$/,
    ],
    ['a path that leaves it', packageOf(round('../round.zip')), /not valid at line 1, column \d+: /],
    ['a path that leaves it behind a line break', packageOf(round('a\n/../../round.zip')), /expected a path/],
    ['a path that leaves it behind a line separator', packageOf(round('a\u2028/../x')), /expected a path/],
    ['a path with a control character', packageOf(round('round\u0085.zip')), /expected a path/],
    ['a path with a backslash', packageOf(round('out\\round.zip')), /expected a path/],
    ['a path that ends outside', packageOf(round('out/..')), /expected a path/],
    ['an absolute path', packageOf(round('/etc/passwd')), /not valid at line 1, column \d+: /],
    [
      'more environment than Lambda takes',
      packageOf(manifestOf({ round: { artifact: 'round.zip', environment: { A: 'é'.repeat(2_048) } } })),
      /not valid at line 1, column \d+: `.*at most 4096 bytes of environment variables.*`/,
    ],
    [
      'a layer that is none',
      packageOf(manifestOf({ round: { artifact: 'round.zip', layers: ['https://evil.test/x.zip'] } })),
      /expected the ARN of a layer/,
    ],
    ['an artifact that is not there', packageOf(round('other.zip')), 'the archive of `round` is not in it.'],
    [
      'an artifact that is no zip',
      packageOf(round('round.zip'), { 'round.zip': Buffer.from('tar') }),
      /^the archive of `round` is refused: `[^`]*`\.$/,
    ],
    [
      'an artifact with a link',
      packageOf(round('round.zip'), { 'round.zip': linkZip }),
      /^the archive of `round` is refused: `.*symbolic link.*`\.$/,
    ],
  ];

  it.each(cases)('%s', async (_what, files, problem) => {
    const read = await readManifestFiles(files, known);
    expect(read).toEqual({
      ok: false,
      problem: typeof problem === 'string' ? problem : expect.stringMatching(problem),
    });
  });

  it('bytes that are no archive', async () => {
    expect(await readManifestArchive(Buffer.from('hello'), known)).toEqual({
      ok: false,
      problem: expect.stringMatching(/^it is no archive that can be read: `(?!.*refused).*`\.$/),
    });
  });

  it('whatever the manifest says, the answer is a package or one bounded line', async () => {
    const text = fc.oneof(
      fc.json(),
      fc.string({ unit: 'binary' }),
      fc
        .dictionary(fc.string(), fc.record({ artifact: fc.string() }))
        .map((functions) => JSON.stringify({ schemaVersion: 1, functions })),
    );
    await fc.assert(
      fc.asyncProperty(text, async (manifest) => {
        const read = await readManifestFiles(packageOf(Buffer.from(manifest)), known);
        expect(read.ok ? '' : read.problem).toMatch(/^[\x20-\x7e]{0,400}$/);
      }),
    );
  });
});
