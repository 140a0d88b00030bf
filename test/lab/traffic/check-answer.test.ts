import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../lab/traffic/check-answer.ts';

const json = 'application/json';

describe('the check of an answer', () => {
  it.each([
    [62.5, json, '{"number":62.5,"rounded":63}'],
    [62.5, 'application/json; charset=utf-8', '{"rounded": 63.0, "number": 62.50}'],
    [-0.5, json, '{"number":-0.5,"rounded":0}'],
  ])('takes the right answer for %d as %s', (number, contentType, body) => {
    expect(faultOf(number, { status: 200, contentType, body })).toBeNull();
  });

  it.each([
    ['a wrong rounding', 200, json, '{"number":62.5,"rounded":62}', /62\} instead of .*63/],
    ['another number', 200, json, '{"number":61.5,"rounded":63}', /instead of/],
    ['something more', 200, json, '{"number":62.5,"rounded":63,"x":1}', /instead of/],
    ['a rounding in words', 200, json, '{"number":62.5,"rounded":"63"}', /instead of/],
    ['no JSON', 200, json, 'sixty-three', /no JSON/],
    ['another type', 200, 'text/plain', '{"number":62.5,"rounded":63}', /content type text\/plain/],
    ['a failure', 502, json, '{"message":"Internal Server Error"}', /status 502/],
  ])('refuses %s and says so', (_, status, contentType, body, words) => {
    expect(faultOf(62.5, { status, contentType, body })).toMatch(words);
  });
});
