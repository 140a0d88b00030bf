import { describe, expect, it } from 'vitest';
import {
  comparatorsOf,
  type Experiment,
  parseExperiments,
} from '../../../scientist-runtime/contract/experiments.ts';
import { fillPlaceholders } from '../../../scientist-runtime/contract/placeholders.ts';
import { tutorialDefinition } from './tutorial-definition.ts';

function valid(text: string): Readonly<Record<string, Experiment>> {
  const parsed = parseExperiments(text);
  if (!parsed.ok) {
    throw new Error(JSON.stringify(parsed.problems));
  }
  return parsed.value;
}

function problemsIn(text: string): string[] {
  const parsed = parseExperiments(text);
  return parsed.ok ? [] : parsed.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:round';
const small = `experiments:
  e:
    path: round
    control: { name: Round, arn: "${arn}" }
`;

describe('the tutorial’s definition file', () => {
  it('loads unchanged, with defaults for every optional key', () => {
    const experiment = valid(tutorialDefinition)['rounding-float'];
    expect(experiment).toMatchObject({
      path: 'round',
      shadowing: 'on',
      handOff: 'extension',
      sample: 1,
      redact: [],
      candidates: { 'candidate-1': { name: 'Round Python3-math' }, 'candidate-2': {} },
    });
  });

  it('compares body, status code and content type', () => {
    const experiment = valid(tutorialDefinition)['rounding-float'];
    expect(experiment && comparatorsOf(experiment)).toEqual({
      body: { ignore: [], tolerance: {}, unordered: [] },
      statusCode: true,
      headers: ['content-type'],
    });
  });

  it('has its placeholders filled from region and account', () => {
    expect(
      fillPlaceholders(
        'arn:{AWSPARTITION}:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:f',
        'eu-west-1',
        '111122223333',
      ),
    ).toBe('arn:aws:lambda:eu-west-1:111122223333:function:f');
  });
});

describe('comparators', () => {
  it('are body, status code, content type, location and CORS where none are named', () => {
    const experiment = valid(small).e;
    expect(experiment && comparatorsOf(experiment)).toEqual({
      body: { ignore: [], tolerance: {}, unordered: [] },
      statusCode: true,
      headers: [
        'content-type',
        'location',
        'access-control-allow-origin',
        'access-control-allow-credentials',
        'access-control-allow-headers',
        'access-control-allow-methods',
        'access-control-expose-headers',
        'access-control-max-age',
      ],
    });
  });

  it('are exactly those that are named, header names in lower case', () => {
    const experiment = valid(
      `${small}    comparators:\n      - headers: [X-Total, ETag]\n      - body: { ignore: [/a], tolerance: { /b/*: 0.5 } }\n`,
    ).e;
    expect(experiment && comparatorsOf(experiment)).toEqual({
      body: { ignore: ['/a'], tolerance: { '/b/*': 0.5 }, unordered: [] },
      statusCode: false,
      headers: ['x-total', 'etag'],
    });
  });
});

describe('a faulty definition', () => {
  it.each([
    ['nothing at all', '', /^1:1 experiments: expected a map, found nothing/],
    [
      'an unknown key',
      `${small}    colour: red\n`,
      /^5:5 experiments\.e: unknown key "colour"; expected one of comparators, path, control/,
    ],
    [
      'a typed-wrong placeholder',
      small.replace('eu-west-1', '{REGION}'),
      /^4:34 .*expected the ARN of a Lambda/,
    ],
    ['an ARN of something else', small.replace('lambda', 's3'), /^4:34 .*expected the ARN of a Lambda/],
    ['a missing control', 'experiments:\n  e:\n    path: round\n', /^3:5 experiments\.e\.control: /],
    ['a leading slash', small.replace('round\n', '/round\n'), /^3:11 .*without a leading slash/],
    ['a sample above 1', `${small}    sample: 2\n`, /^5:13 experiments\.e\.sample: /],
    [
      'an unknown comparator',
      `${small}    comparators:\n      - colour:\n`,
      /^6:9 .*expected one of body, statuscode, headers/,
    ],
    [
      'an empty comparator',
      `${small}    comparators:\n      - {}\n`,
      /^6:9 .*one of "body", "statuscode" or "headers"/,
    ],
    [
      'two comparators in one',
      `${small}    comparators:\n      - { body: , statuscode: }\n`,
      /^6:9 .*"body", "statuscode" or "headers"/,
    ],
    [
      'a fault inside a comparator',
      `${small}    comparators:\n      - body: { ignore: [a] }\n`,
      /^6:26 .*ignore\.0: expected a JSON Pointer/,
    ],
    ['a pointer without slash', `${small}    redact: [name]\n`, /^5:14 .*expected a JSON Pointer/],
    ['broken YAML', 'experiments:\n  e: [\n', /^3:1 /],
    ['a key given twice', `${small}    path: other\n`, /^5:5 keys must be unique, "path"/],
    ...['0123456789', '12345e6789'].map((id): [string, string, RegExp] => [
      `an API's id that YAML takes for a number, ${id}`,
      `${small}    api: { id: ${id}, route: GET /round }\n`,
      /^5:16 .*write it in quotes/,
    ]),
    ...['GTE /round', 'get /round', 'GET round', 'GET', '/round', 'GET /a b'].map(
      (route): [string, string, RegExp] => [
        `a route that API Gateway cannot have, ${route}`,
        `${small}    api: { id: abc, route: "${route}" }\n`,
        new RegExp(`^5:28 .*route: expected a route such as "GET /round".*, found "${route}"; write it as`),
      ],
    ),
    [
      'an unsafe method without a word on effects',
      `${small}    methods: [POST]\n`,
      /^5:14 .*POST may change data/,
    ],
  ])('%s is found where it stands', (_, text, expected) => {
    expect(problemsIn(text)[0]).toMatch(expected);
  });

  it('names the experiment that has the path already', () => {
    const twice = `${small}  f:\n    path: round\n    control: { name: Other, arn: "${arn}" }\n`;
    expect(problemsIn(twice)).toEqual([
      '6:11 experiments.f.path: "round" is taken by experiment "e"; give each experiment its own',
    ]);
  });

  it('names the experiment that has the route already', () => {
    const api = '    api: { id: abc, route: "GET /round" }\n';
    const twice = `${small}${api}  f:\n    path: other\n    control: { name: Other, arn: "${arn}" }\n${api}`;
    expect(problemsIn(twice)[0]).toMatch(
      /^9:10 experiments\.f\.api: "abc GET \/round" is taken by experiment "e"/,
    );
  });

  it('reports every problem, not the first alone', () => {
    expect(problemsIn(`${small}    sample: 2\n    colour: red\n`)).toHaveLength(2);
  });

  it.each<[string, string, RegExp]>([
    [
      'longer than any definition',
      `# ${'x'.repeat(65_536)}`,
      /^1:1 expected at most 65536 characters of YAML, found 65538/,
    ],
    [
      'a thousand keys and one in one map',
      Array.from({ length: 1_001 }, (_, index) => `k${index}:`).join('\n'),
      /^1001:1 expected at most 1000 keys in the whole file/,
    ],
    [
      'a thousand keys and one in many maps',
      Array.from({ length: 501 }, (_, index) => `k${index}: { a: }`).join('\n'),
      /^500:9 expected at most 1000 keys/,
    ],
    ['a map as key', '? { a: 1 }\n: 2\n', /^1:3 expected a plain word as key/],
    ['maps as keys of maps as keys', `${'? '.repeat(40)}a\n`, /^1:3 expected a plain word as key/],
    ['a number and a text of one spelling', '1: a\n"1": b\n', /^2:1 keys must be unique, "1"/],
    ['an alias', 'a: &a x\nexperiments: *a\n', /^2:14 aliases are not read/],
  ])('is refused before it costs anything when it has %s', (_, text, expected) => {
    expect(problemsIn(text)[0]).toMatch(expected);
  });

  it('has no more problems listed than somebody reads', () => {
    expect(problemsIn('&a '.repeat(20_000))).toHaveLength(20);
    expect(problemsIn(Array.from({ length: 999 }, (_, index) => `k${index}:`).join('\n'))).toHaveLength(20);
  });

  it('is refused when aliases would make it explode', () => {
    expect(problemsIn(`a: &a [x, x]\nexperiments: { e: [*a, *a] }\n`)[0]).toBeDefined();
  });
});

describe('an unsafe method', () => {
  it('is allowed once its effects are declared', () => {
    expect(valid(`${small}    methods: [GET, POST]\n    effects: none\n`).e?.methods).toEqual([
      'GET',
      'POST',
    ]);
  });
});
