import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScientistError } from '../../src/errors.ts';
import { describeProblems, parseConfig, requireConfig } from '../../src/inputs/config.ts';

const head = `version: 1
runtime: { stack: serverless-scientist, region: eu-west-1 }
functions:
  round:
    control: acme-functions-round
    experiment: rounding-float
`;

const written = `${head}    paths: ["round/**"]
    promote: { target: experiment }
policy:
  promote_on: approval
  approvers: { permission: write, teams: [], self: false }
  soak: { min: 1h, max: 24h, rows: 20000, ramp: [1, 5, 20] }
  watch: 1h
  differences: none
  claim: 0.1%
  errors: 0.5%
  latency: { ratio: 1.05, floor: 5ms, tail: 1.20 }
  cost: { ratio: 1.05, floor: 1 USD/month }
  samples: hide
`;

function valueOfConfig(text: string) {
  const parsed = parseConfig(text);
  expect(parsed).toMatchObject({ ok: true });
  return parsed.ok ? parsed.value : expect.fail();
}

function problemsOf(text: string): readonly string[] {
  const parsed = parseConfig(text);
  return parsed.ok ? [] : describeProblems('scientist.yml', parsed.problems);
}

describe('a configuration', () => {
  it('is read with its units', () => {
    expect(valueOfConfig(written)).toEqual({
      runtime: { stack: 'serverless-scientist', region: 'eu-west-1' },
      functions: [
        {
          key: 'round',
          control: 'acme-functions-round',
          experiment: 'rounding-float',
          paths: ['round/**'],
          promote: { target: 'experiment' },
          allow: { environment: [], layers: [] },
        },
      ],
      policy: {
        promoteOn: 'approval',
        approvers: { permission: 'write', teams: [], self: false },
        soak: { minMs: 3_600_000, maxMs: 86_400_000, rows: 20_000, ramp: [1, 5, 20] },
        watchMs: 3_600_000,
        differences: 'none',
        claimRate: 0.001,
        errorRate: 0.005,
        latency: { ratio: 1.05, floorMs: 5, tailRatio: 1.2 },
        cost: { ratio: 1.05, floorUsdPerMonth: 1 },
        samples: 'hide',
      },
    });
  });

  it('allows by name what packages may not bring otherwise', () => {
    const layer = 'arn:aws:lambda:eu-west-1:999988887777:layer:tools';
    const allow = `{ environment: [NODE_OPTIONS], layers: ["${layer}"] }`;
    const text = `${head}    allow: ${allow}\n`;
    expect(valueOfConfig(text).functions[0]?.allow).toEqual({
      environment: ['NODE_OPTIONS'],
      layers: [layer],
    });
    const versioned = parseConfig(text.replace(layer, `${layer}:3`));
    expect(versioned.ok || versioned.problems[0]?.message).toContain('without its version');
  });

  it.each([
    ['without a policy', head],
    ['with an empty policy', `${head}policy:\n`],
    ['with empty parts', `${head}policy: { approvers: , soak: , latency: , cost: }\n`],
  ])('%s has the written defaults', (_, text) => {
    expect(valueOfConfig(text).policy).toEqual(valueOfConfig(written).policy);
  });

  it('reads the quick policy of a lab', () => {
    const policy = '{ claim: 1 %, errors: 1%, soak: { min: 0 }, watch: 15s, differences: 2.5% }';
    expect(valueOfConfig(`${head}policy: ${policy}`).policy).toMatchObject({
      claimRate: 0.01,
      errorRate: 0.01,
      soak: { minMs: 0 },
      watchMs: 15_000,
      differences: 0.025,
    });
  });

  it('reads that the tail is not to be measured', () => {
    const { latency } = valueOfConfig(`${head}policy: { latency: { tail: off } }`).policy;
    expect(latency).toEqual({ ratio: 1.05, floorMs: 5, tailRatio: null });
    const mistaken = parseConfig(`${head}policy: { latency: { tail: never } }`);
    expect(mistaken.ok || mistaken.problems[0]?.message).toContain('expected a factor such as 1.2, or off');
  });

  it.each([
    'acme-functions-round',
    'arn:aws:lambda:eu-west-1:123456789012:function:round',
    'arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:round:live',
  ])('names its control %s', (control) => {
    const [first] = valueOfConfig(head.replace('acme-functions-round', control)).functions;
    expect(first?.control).toBe(control);
  });
});

describe('a mistake is shown where it stands:', () => {
  it.each([
    ['version: 1', 'version: 2', '1:10: version: expected 1'],
    ['region: eu-west-1', 'region: europe', '2:49: runtime.region: expected a region, such as "eu-west-1"'],
    [
      'eu-west-1 }',
      'eu-west-1, account: 1 }',
      '2:60: runtime: unknown key "account"; expected one of: stack',
    ],
    ['  round:\n', '  round me:\n', '5:5: functions.round me: expected a short name'],
    ['acme-functions-round', 'arn:aws:s3:::x', '5:14: functions.round.control: expected the name or ARN'],
    ['"round/**"', '"/round/**"', '7:13: functions.round.paths.0: expected a pattern from the top'],
    ['target: experiment', 'target: alias', '8:24: functions.round.promote.target: "alias" is not built yet'],
    ['target: experiment', 'target: weekly', '8:24: functions.round.promote.target: expected experiment'],
    ['    paths', '    events: [x.json]\n    paths', '7:13: functions.round.events: expected a pattern'],
    ['teams: []', 'teams: [core]', '11:42: policy.approvers.teams: teams are not built yet'],
    ['min: 1h', 'min: 60', '12:16: policy.soak.min: expected a time with its unit'],
    ['min: 1h', 'min: 25h', '12:16: policy.soak.min: expected at most soak.max'],
    ['rows: 20000', 'rows: 20001', '12:36: policy.soak.rows: expected at most 20000'],
    ['[1, 5, 20]', '[5, 5]', '12:49: policy.soak.ramp: expected steps that rise'],
    ['watch: 1h', 'watch: 31d', '13:10: policy.watch: expected at most 30d'],
    ['differences: none', 'differences: few', '14:16: policy.differences: expected "none" or a percentage'],
    ['claim: 0.1%', 'claim: 0.001', '15:10: policy.claim: expected a percentage'],
    ['claim: 0.1%', 'claim: 100%', '15:10: policy.claim: expected more than 0% and less than 100%'],
    ['tail: 1.20', 'tail: -1', '17:45: policy.latency.tail: expected a factor above 0'],
    ['1 USD/month', '1 EUR/month', '18:31: policy.cost.floor: expected an amount'],
    ['max: 24h', 'max: 30d', '12:25: policy.soak.max: expected less than 30 days'],
    ['samples: hide', 'samples: all', '19:12: policy.samples: expected hide or show'],
  ])('%s → %s', (right, wrong, problem) => {
    expect(written).toContain(right);
    expect(problemsOf(written.replace(right, wrong))).toEqual([
      expect.stringContaining(`scientist.yml:${problem}`),
    ]);
  });

  it('a control or an experiment that two functions share', () => {
    const second = '  again:\n    control: acme-functions-round\n    experiment: rounding-float\n';
    expect(problemsOf(head + second)).toEqual([
      'scientist.yml:8:14: functions.again.control: "acme-functions-round" is taken by function "round"; each function needs its own',
      'scientist.yml:9:17: functions.again.experiment: "rounding-float" is taken by function "round"; each function needs its own',
    ]);
  });

  it('no function at all', () => {
    expect(problemsOf(`${head.split('functions')[0]}functions: {}`)).toEqual([
      'scientist.yml:3:12: functions: expected at least one function',
    ]);
  });

  it('an alias, which is never resolved', () => {
    expect(problemsOf(`${head}policy: { soak: &a {}, cost: *a }`)).toEqual([
      'scientist.yml:7:30: aliases are not read; write the value out',
    ]);
  });
});

describe('a required configuration', () => {
  it('is returned, or refused with every problem', () => {
    expect(requireConfig('scientist.yml', written)).toEqual(valueOfConfig(written));
    const broken = written.replace('version: 1', 'version: 2').replace('samples: hide', 'samples: all');
    expect(() => requireConfig('scientist.yml', broken)).toThrow(
      /scientist\.yml:1:10: .*\n.*scientist\.yml:19:12: /,
    );
  });

  it('never throws anything but a story, whatever the text', () => {
    const mutated = fc
      .tuple(fc.nat(written.length), fc.nat(20), fc.string({ unit: 'binary', maxLength: 20 }))
      .map(([at, cut, put]) => written.slice(0, at) + put + written.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), mutated), (text) => {
        try {
          expect(requireConfig('f', text).functions.length).toBeGreaterThan(0);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ScientistError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
