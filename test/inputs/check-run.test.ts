import { describe, expect, it } from 'vitest';
import { checksFrom } from '../../src/inputs/check-run.ts';

const output = { title: null, summary: null, text: null, annotations_count: 0 };

describe('check runs', () => {
  it('come newest first, with the login of their app and without nulls', () => {
    const check = { name: 'scientist', status: 'in_progress', conclusion: null, output };
    const answer = [
      { ...check, id: 1, external_id: 'x', app: { slug: 'github-actions' } },
      { ...check, id: 2, external_id: null, app: null },
    ];
    expect(checksFrom(answer)).toEqual([
      { ...check, output: undefined, id: 2, externalId: '', by: null, title: '', summary: '', text: '' },
      {
        ...check,
        output: undefined,
        id: 1,
        externalId: 'x',
        by: 'github-actions[bot]',
        title: '',
        summary: '',
        text: '',
      },
    ]);
  });

  it('are refused in another shape', () => {
    expect(() => checksFrom({ check_runs: [] })).toThrow(/a list of check runs/);
  });
});
