import { describe, expect, it } from 'vitest';
import { unusedIntegrations } from '../../src/aws/own-integrations.ts';
import { describeNote, parseNote } from '../../src/aws/route-note.ts';

const own = (id: string, formerTarget: string, route = 'GET /round') => ({
  IntegrationId: id,
  Description: describeNote({ formerTarget, route, sinceMs: 0 }),
});
const theirs = (id: string) => ({ IntegrationId: id, Description: 'theirs' });

describe('a note', () => {
  it('comes back from its description as it was', () => {
    const note = { formerTarget: 'integrations/a1', route: 'ANY /{proxy+}', sinceMs: 1_700_000_000_123 };
    expect(parseNote(describeNote(note))).toEqual(note);
  });

  it.each([undefined, '', 'a description', 'serverless-scientist: former target a of GET /b since never'])(
    'is none in %s',
    (description) => {
      expect(parseNote(description)).toBeNull();
    },
  );
});

describe('unused integrations', () => {
  it.each([
    ['none while a route uses ours', [theirs('a'), own('f', 'integrations/a')], ['integrations/f'], []],
    ['ours once the route is back', [theirs('a'), own('f', 'integrations/a')], ['integrations/a'], ['f']],
    [
      'not the one that a used one leads back to',
      [theirs('a'), own('p', 'integrations/a'), own('f', 'integrations/p')],
      ['integrations/f'],
      [],
    ],
    ['never those of others', [theirs('a'), theirs('b')], ['integrations/a'], []],
    [
      'never those of another route',
      [theirs('a'), own('f', 'integrations/a', 'GET /other')],
      ['integrations/a'],
      [],
    ],
    [
      'all of a circle that nobody uses',
      [own('f', 'integrations/g'), own('g', 'integrations/f')],
      [],
      ['f', 'g'],
    ],
  ])('are %s', (_what, integrations, targets, unused) => {
    expect(unusedIntegrations(integrations, targets, 'GET /round')).toEqual(unused);
  });
});
