import { describe, expect, it } from 'vitest';
import { kinds, soaksOfKind } from '../../../bench/head-to-head/kinds.ts';
import { soaks } from '../../../prove/soaks/catalogue.ts';

describe('the kinds of streams', () => {
  it('hold every stream of the catalogue that is not at a limit, once', () => {
    const compared = kinds.flatMap((kind) => soaksOfKind[kind]).filter((soak) => soaks.includes(soak));
    const expected = soaks.filter(({ truth }) => truth !== 'at-margin');

    expect(compared.map(({ name }) => name).sort()).toEqual(expected.map(({ name }) => name).sort());
  });

  it.each([
    { kind: 'harmless', truth: 'harmless' },
    { kind: 'drifting', truth: 'harmless' },
    { kind: 'wrong', truth: 'harmful' },
    { kind: 'slower', truth: 'harmful' },
    { kind: 'failing', truth: 'harmful' },
    { kind: 'giants', truth: 'harmful' },
    { kind: 'unsound', truth: 'unsound' },
  ] as const)('$kind candidates are $truth', ({ kind, truth }) => {
    expect(new Set(soaksOfKind[kind].map((soak) => soak.truth))).toEqual(new Set([truth]));
  });
});
