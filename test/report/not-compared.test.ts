import { expect, it } from 'vitest';
import { type Comparators, defaultComparators } from '../../scientist-runtime/contract/experiments.ts';
import { markdown } from '../../src/report/marks.ts';
import { notCompared } from '../../src/report/not-compared.ts';
import { outcomes } from './outcomes.ts';

const [fn] = (await outcomes.collecting?.())?.functions ?? [];

/** What is said of a soak that compared so. */
function said(changes: Partial<Comparators>): string | null {
  const { facts } = fn ?? expect.unreachable('the collecting outcome is missing');
  const { soak } = facts.stores;
  if (soak === null || soak.evidence === null) {
    return expect.unreachable('the outcome has a soak');
  }
  const evidence = { ...soak.evidence, comparators: { ...defaultComparators, ...changes } };
  return notCompared({ ...facts, stores: { ...facts.stores, soak: { ...soak, evidence } } }, markdown);
}

const body = { ignore: [], tolerance: {}, unordered: [] };

it('nothing is said where all is compared', () => {
  expect(said({})).toBeNull();
});

it.each([
  [{ body: null }, 'the body'],
  [{ statusCode: false }, 'the status code'],
  [{ body: { ...body, ignore: [''] } }, 'the whole body'],
  [{ body: { ...body, ignore: ['/a', '/b/*'] } }, '`/a` and `/b/*`'],
  [{ body: { ...body, unordered: ['/items'] } }, 'the order of `/items`'],
  [{ body: { ...body, tolerance: { '/n': 0.5 } } }, '`/n` within ± 0.5'],
  [{ body: { ...body, format: 'text' } }, 'the body otherwise than as text'],
  [{ headers: defaultComparators.headers.slice(1) }, 'the header `content-type`'],
  [{ headers: ['content-type', 'location'] }, 'the headers `access-control-*`'],
  [{ headers: ['content-type'] }, 'the headers `location` and `access-control-*`'],
  [
    { body: { ...body, ignore: Array.from({ length: 10 }, (_, n) => `/${n}`) } },
    '`/0`, `/1`, `/2`, `/3`, `/4`, `/5`, `/6`, `/7` and 2 more',
  ],
  [{ statusCode: false, body: { ...body, ignore: ['/`x`|<b>@a'] } }, "the status code; `/'x'|<b>@a`"],
] satisfies readonly (readonly [Partial<Comparators>, string])[])(
  'of %j is said: %s',
  (changes, expected) => {
    expect(said(changes)).toBe(`Not compared, as experiments.yml says: ${expected}.`);
  },
);
