import { describe, expect, it } from 'vitest';
import { contenders, soakRows } from '../../../bench/head-to-head/contenders.ts';
import { soaksOfKind } from '../../../bench/head-to-head/kinds.ts';
import { soaks } from '../../../prove/soaks/catalogue.ts';
import { times } from '../../statistics/made-rows.ts';
import { readRepositoryFile } from '../../tooling/repository-files.ts';

const [soak] = soaks;
const clean = times(soakRows).map((row, index) => ({ ...row, at: index * 1000 }));

describe('every contender', () => {
  it('has a name of its own', () => {
    expect(new Set(contenders.map(({ name }) => name)).size).toBe(contenders.length);
  });

  it.each(contenders)('$name has its line on the page, with what it sees', ({ name, sees }) => {
    expect(readRepositoryFile('docs/statistics.md')).toContain(`| ${name} | ${sees} |`);
  });

  it.each(contenders)('$name lets a candidate through that is the same in every row', ({ decide }) => {
    expect(soak).toBeDefined();
    expect(soak && decide(clean, soak).says).toBe('good');
  });

  it.each(contenders)('$name calls a candidate bad that fails in every row', ({ decide }) => {
    const harmed = clean.map((row) => ({
      ...row,
      candidateFailed: true,
      class: 'flickered' as const,
    }));

    expect(soak && decide(harmed, soak)).toMatchObject({ says: 'bad' });
  });
});

describe('ours', () => {
  it('says nothing where nothing can be said', () => {
    const [denied] = soaksOfKind.unsound;
    const [ours] = contenders;

    expect(denied && ours?.decide([...denied.rows(1)], denied)).toEqual({ says: 'nothing', rows: soakRows });
  });
});
