import { describe, expect, it } from 'vitest';
import { ScientistError } from '../../src/errors.ts';
import { failAlpha, verdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { policyWith } from './made-rows.ts';
import { verdictCases } from './verdict-cases.ts';

const memoryGb = { twin: 0.125, candidate: 0.125 };

describe('a verdict policy', () => {
  it('has the defaults of the specification', () => {
    expect(verdictPolicy({ memoryGb })).toStrictEqual({
      alphaFail: 0.05,
      alphaPass: 0.05,
      alphaHealth: 0.001,
      differences: 'none',
      differencesClaim: 0.001,
      errorTolerance: 0.005,
      latencyRatio: 1.05,
      latencyFloorMs: 5,
      tailRatio: 1.2,
      tailQuantile: 0.95,
      tailGuardQuantile: 0.99,
      costRatio: 1.05,
      costFloorPerRequest: 0,
      memoryGb,
      missingLimit: 0.02,
      fidelity: 0.9,
      warmUpPairs: 20,
      tailPilotPairs: 200,
      rowCap: 20_000,
      soakMinMs: 3_600_000,
      soakMaxMs: 86_400_000,
      accepted: [],
    });
  });

  it('shares the error of failing among the criteria', () => {
    expect(failAlpha(policyWith())).toBeCloseTo(0.01, 15);
  });

  it('reads every recorded policy unchanged', () => {
    for (const { policy } of verdictCases) expect(verdictPolicy(policy)).toEqual(policy);
  });

  it.each([
    ['alphaFail', 0],
    ['alphaFail', 1],
    ['alphaPass', 0],
    ['alphaPass', 1],
    ['alphaPass', 0.5],
    ['alphaHealth', Number.NaN],
    ['alphaHealth', 1e-12],
    ['differences', 'some'],
    ['differences', 0],
    ['differences', 1],
    ['differencesClaim', 0],
    ['differencesClaim', 1e-12],
    ['differencesClaim', 1],
    ['errorTolerance', 0],
    ['errorTolerance', '0.5%'],
    ['errorTolerance', '0.5'],
    ['latencyRatio', 0],
    ['latencyRatio', Number.POSITIVE_INFINITY],
    ['latencyRatio', 1000],
    ['latencyFloorMs', -1],
    ['latencyFloorMs', 1e12 + 1],
    ['tailRatio', -1],
    ['tailQuantile', 1],
    ['tailGuardQuantile', 0],
    ['costRatio', 0],
    ['costFloorPerRequest', -0.1],
    ['memoryGb', undefined],
    ['memoryGb', [0.125, 0.125]],
    ['memoryGb', 'much'],
    ['memoryGb.candidate', 0],
    ['memoryGb.candidate', 1e-6],
    ['memoryGb.candidate', 1e6],
    ['memoryGb.twin', undefined],
    ['missingLimit', 1],
    ['fidelity', 1],
    ['warmUpPairs', -1],
    ['warmUpPairs', 1.5],
    ['tailPilotPairs', 0],
    ['rowCap', 0],
    ['rowCap', 2 ** 53],
    ['soakMinMs', -1],
    ['soakMinMs', 86_400_001],
    ['soakMaxMs', Number.POSITIVE_INFINITY],
    ['startedAtMs', Number.NaN],
    ['startedAtMs', -1],
    ['startedAtMs', 0.5],
    ['startedAtMs', 8.64e15 + 1],
    ['startedAtMs', '0'],
    ['accepted', 'a'],
    ['accepted.0.rateCap', 0],
    ['accepted.0.rateCap', 1.01],
    ['accepted.0.rateCap', undefined],
    ['accepted.0.id', ''],
    ['accepted.0.id', 7],
    ['accepted.0.note', 'why'],
    ['measured', 'all'],
    ['measured', ['latency']],
    ['measured', ['missing', 'fidelity', 'differences']],
    ['measured.0', ['speed']],
  ])('is refused by key when %s is %s', (key, value) => {
    const given: Record<string, unknown> = {
      memoryGb: { ...memoryGb },
      accepted: [{ id: 'a', rateCap: 0.1 }],
    };
    const [first = '', second, third] = key.split('.');
    if (third !== undefined) given[first] = [{ id: 'a', rateCap: 0.1, [third]: value }];
    else if (first === 'measured') given[first] = value;
    else if (second !== undefined) given[first] = { ...memoryGb, [second]: value };
    else given[first] = value;

    const attempt = () => verdictPolicy(given);
    expect(attempt).toThrow(ScientistError);
    expect(attempt).toThrow(`the verdict policy is not valid at ${key}; expected`);
  });

  it.each([
    ['errorTolerance', 2, 'errorTolerance to be a number above 1e-12 and below 1'],
    ['rowCap', 0, 'rowCap to be a whole number from 1 on'],
    ['soakMaxMs', -1, 'soakMaxMs to be a number from 0 to 1e12'],
    ['soakMinMs', 86_400_001, 'soakMinMs to be at most soakMaxMs'],
    ['startedAtMs', -1, 'startedAtMs to be epoch milliseconds'],
    ['differences', 'some', "differences to be 'none', or a number above 1e-12 and below 1"],
    ['accepted', 'a', 'accepted to be a list'],
    ['accepted', ['a'], 'accepted.0 to be an object'],
    ['accepted', [{ id: 'a', rateCap: 2 }], 'accepted.0.rateCap to be a number above 0, at most 1'],
    ['accepted', [{ id: '', rateCap: 1 }], 'accepted.0.id to be the id of a difference'],
    ['accepted', [{ id: 'a', rateCap: 1, by: 'b' }], 'accepted.0.by to be one of the known keys id, rateCap'],
    ['memoryGb', { ...memoryGb, front: 1 }, 'memoryGb.front to be one of the known keys twin, candidate'],
    ['measured', 'all', 'measured to be a list'],
    ['measured', [], 'measured to be a list with at least missing, fidelity, differences, errors'],
    [
      'measured',
      ['speed'],
      'measured.0 to be one of missing, fidelity, differences, errors, latency, tail, tailGuard, cost',
    ],
  ])('is told what %s may be where it is %o', (key, value, expected) => {
    const remedy = 'Correct it under `policy:` in .github/scientist.yml.';
    expect(() => verdictPolicy({ memoryGb, [key]: value })).toThrow(
      expect.objectContaining({
        name: 'InvalidInput',
        story: { expected, remedy, found: expect.stringContaining(key) },
      }),
    );
  });

  it.each([
    ['latencyFloorMs', 0],
    ['latencyFloorMs', 1e12],
    ['warmUpPairs', 0],
    ['tailPilotPairs', 1],
    ['rowCap', 1],
    ['soakMinMs', 86_400_000],
    ['startedAtMs', 0],
    ['startedAtMs', 8.64e15],
    ['accepted', [{ id: 'a', rateCap: 1 }]],
  ])('may go to the end of its range: %s is %o', (key, value) => {
    expect(verdictPolicy({ memoryGb, [key]: value })).toMatchObject({ [key]: value });
  });

  it('names what is measured in the order of reports, each once', () => {
    const measured = ['cost', 'errors', 'differences', 'fidelity', 'missing', 'cost'];
    expect(verdictPolicy({ memoryGb, measured }).measured).toEqual([
      'missing',
      'fidelity',
      'differences',
      'errors',
      'cost',
    ]);
  });

  it('takes no value from what every object inherits', () => {
    const inherited = Object.create({ alphaFail: 0.2 });
    expect(verdictPolicy(Object.assign(inherited, { memoryGb })).alphaFail).toBe(0.05);
  });

  it('is refused with a key it does not know, and with a difference accepted twice', () => {
    expect(() => verdictPolicy({ memoryGb, alfaFail: 0.05 })).toThrow(
      /valid at alfaFail;.* known keys memoryGb, /,
    );
    const twice = [
      { id: 'a', rateCap: 0.1 },
      { id: 'a', rateCap: 0.2 },
    ];
    expect(() => verdictPolicy({ memoryGb, accepted: twice })).toThrow(
      'the verdict policy is not valid at accepted; expected accepted to be a list with each difference once',
    );
    expect(() => verdictPolicy(null)).toThrow(/not valid at the policy as a whole; .* to be an object/);
  });

  it('is checked by the verdict too, for whoever built one by hand', () => {
    expect(() => judge([], { ...policyWith(), alphaPass: 1 }, 0)).toThrow(/alphaPass/);
  });
});
