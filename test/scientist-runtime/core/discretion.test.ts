import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareOutcomes, prepareComparing } from '../../../scientist-runtime/core/comparing.ts';
import { prepareDiscretion, withoutSecrets } from '../../../scientist-runtime/core/discretion.ts';
import { samplesOf } from '../../../scientist-runtime/core/sample.ts';
import { answer, comparators, json } from './made-answer.ts';
import { madeObservation } from './made-observation.ts';

/** All that is stored of a comparison: rows name the pointers, samples hold the rest. */
function stored(
  control: ReturnType<typeof json>,
  other: ReturnType<typeof json>,
  event: unknown = {},
  redact: string[] = [],
) {
  const discretion = prepareDiscretion(redact, event);
  const found = compareOutcomes(control, other, prepareComparing(comparators, discretion));
  return samplesOf(madeObservation({ event }), 'candidate', found, discretion);
}
const pointers = (control: string, other: string, redact: string[] = []) =>
  stored(json(control), json(other), {}, redact).map(({ difference, at }) => [difference.pointer, at]);

describe('the key of an object', () => {
  it.each([
    ['a field of production', '{"rounded":1}', '{"rounded":2}', '/rounded'],
    ['a field of production that is gone', '{"rounded":1}', '{}', '/rounded'],
    ['what production has not', '{}', '{"rounded":1}', '/*'],
    ['an e-mail address', '{"ana@example.com":1}', '{"ana@example.com":2}', '/*'],
    ['a long text', `{"${'a'.repeat(33)}":1}`, '{}', '/*'],
    ['a telling name', '{"sessionOfAna":1}', '{}', '/*'],
  ])('%s is named by what may be shown', (_, control, other, expected) => {
    const [[pointer, at] = []] = pointers(control, other);
    expect([pointer, at]).toEqual([expected, expected]);
  });

  it('below what is redacted is hidden, the redacted place itself is not', () => {
    expect(pointers('{"users":{"ana":1}}', '{"users":{"ana":2}}', ['/users'])[0]?.[0]).toBe('/users/*');
  });

  it('leaves nothing that tells it from another: who guesses it finds no proof', () => {
    const ofAna = stored(json('{"ana@example.com":{"n":1}}'), json('{"ana@example.com":{"n":2}}'));
    const ofOtto = stored(json('{"otto@example.com":{"n":1}}'), json('{"otto@example.com":{"n":2}}'));
    expect(ofAna).toEqual(ofOtto);
    expect(ofAna[0]?.difference.pointer).toBe('/*/n');
  });

  it('is one place with its like, so that a fault in every entry of a map is one', () => {
    const [one, other] = [
      pointers('{"a@b":1,"c@d":1}', '{"a@b":2,"c@d":2}'),
      pointers('{"a@b":1}', '{"a@b":2}'),
    ];
    expect(one).toEqual(other);
  });

  it('still tells by place, kind and type what differs', () => {
    expect(
      pointers('{"a@b":{"n":1,"m":1}}', '{"a@b":{"n":"1"},"c@d":{}}').map(([pointer]) => pointer),
    ).toEqual(['/*/n', '/*/m', '/*']);
  });

  it('is hidden inside the values of a sample too', () => {
    const [sample] = stored(json('{"a":{"ana@x":1,"n":1}}'), json('{"a":[{"n":1,"otto":2}]}'));
    expect(sample?.control).toMatch(/^\{"\*":1,"n":1\}$/);
    expect(sample?.other).not.toMatch(/"n"|otto/);
  });
});

const secret = 'eyJhbGciOi.J9-x+y/z=';
const echoes: readonly (readonly [string, unknown, string])[] = [
  ['a bearer token', { headers: { Authorization: `Bearer ${secret}` } }, secret],
  ['a header of many values', { multiValueHeaders: { 'X-Api-Key': ['other', secret] } }, secret],
  ['a cookie', { cookies: [`sid=${secret}; theme=dark`] }, secret],
  ['a cookie header', { headers: { cookie: `theme=dark; sid=${secret}` } }, secret],
  ['an encoded cookie', { cookies: ['sid=a%2Fb%2Fc'] }, 'a/b/c'],
  [
    'a password',
    { headers: { authorization: `Basic ${Buffer.from('otto:hunter2').toString('base64')}` } },
    'hunter2',
  ],
  ['a query parameter', { queryStringParameters: { access_token: secret } }, secret],
];

describe('what a request brought along', () => {
  it.each(echoes)('as %s is not stored where an answer repeats it', (_, event, text) => {
    const shown = [
      stored(json(JSON.stringify({ a: 1 })), json(JSON.stringify({ a: `you are ${text}` })), event),
      stored(json(JSON.stringify({ [text]: 1 })), json(JSON.stringify({ [text]: 2 })), event),
      stored(answer({ body: `1 ${text}` }), answer({ body: `2 ${encodeURIComponent(text)}` }), event),
      stored(json('{}'), json('{}'), event),
    ];
    expect(JSON.stringify(shown)).not.toContain(text);
    expect(JSON.stringify(shown)).not.toContain(encodeURIComponent(text));
    expect(JSON.stringify(shown[0])).toContain('you are [redacted]');
  });

  it('is not shown in part where a text is cut', () => {
    const [sample] = stored(json('{"a":1}'), json(JSON.stringify({ a: `${'x'.repeat(190)}${secret}` })), {
      cookies: [`sid=${secret}`],
    });
    expect(sample?.other).not.toContain(secret.slice(0, 4));
  });

  it('never stands in a text, whatever stands around it', () => {
    const event = { headers: { authorization: `Bearer ${secret}` } };
    fc.assert(
      fc.property(fc.string({ maxLength: 40_000 }), fc.string(), (before, after) => {
        const shown = withoutSecrets(`${before}${secret}${after}`, prepareDiscretion([], event));
        expect(shown).not.toContain(secret);
      }),
    );
  });
});
