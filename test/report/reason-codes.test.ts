import { describe, expect, it } from 'vitest';
import { reasonCodes } from '../../src/statistics/reason-codes.ts';
import { readRepositoryFile } from '../tooling/repository-files.ts';

const page = readRepositoryFile('docs/statistics.md');
const [, section = ''] = /\n## The five verdicts\n(.*?)\n## /s.exec(page) ?? [];
const [, , table = ''] = section.split('|---|---|---|');

describe('docs/statistics.md', () => {
  it('says of every reason what it means', () => {
    const named = [...table.matchAll(/^\|[^|]*\|([^|]*)\|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code),
    );
    expect(named.toSorted()).toEqual(reasonCodes.toSorted());
  });
});
