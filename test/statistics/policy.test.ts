import { describe, expect, it } from 'vitest';
import { ScientistError } from '../../src/errors.ts';
import { failAlpha, verdictPolicy } from '../../src/statistics/policy.ts';
import { judge } from '../../src/statistics/verdict.ts';
import { policyWith } from './made-rows.ts';
import { verdictCases } from './verdict-cases.ts';

const memoryGb = { twin: 0.125, candidate: 0.125 };

describe('a verdict policy', () => {
  it('has the defaults of the specification', () => {
    expect(verdictPolicy({ memoryGb })).toEqual({
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
    ['differences', 'some'],
    ['differences', 0],
    ['differences', 1],
    ['differencesClaim', 0],
    ['differencesClaim', 1],
    ['errorTolerance', 0],
    ['errorTolerance', '0.5%'],
    ['latencyRatio', 0],
    ['latencyRatio', Number.POSITIVE_INFINITY],
    ['latencyFloorMs', -1],
    ['tailRatio', -1],
    ['tailQuantile', 1],
    ['tailGuardQuantile', 0],
    ['costRatio', 0],
    ['costFloorPerRequest', -0.1],
    ['memoryGb', undefined],
    ['memoryGb.candidate', 0],
    ['missingLimit', 1],
    ['fidelity', 1],
    ['warmUpPairs', -1],
    ['warmUpPairs', 1.5],
    ['tailPilotPairs', 0],
    ['rowCap', 0],
    ['soakMinMs', -1],
    ['soakMinMs', 86_400_001],
    ['soakMaxMs', Number.POSITIVE_INFINITY],
    ['startedAtMs', Number.NaN],
    ['accepted.0.rateCap', 0],
    ['accepted.0.rateCap', 1.01],
    ['accepted.0.id', ''],
    ['measured', ['latency']],
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

  it('is refused with a key it does not know, and with a difference accepted twice', () => {
    expect(() => verdictPolicy({ memoryGb, alfaFail: 0.05 })).toThrow(/alfaFail/);
    const twice = [
      { id: 'a', rateCap: 0.1 },
      { id: 'a', rateCap: 0.2 },
    ];
    expect(() => verdictPolicy({ memoryGb, accepted: twice })).toThrow(/each difference once/);
    expect(() => verdictPolicy(null)).toThrow(ScientistError);
  });

  it('is checked by the verdict too, for whoever built one by hand', () => {
    expect(() => judge([], { ...policyWith(), alphaPass: 1 }, 0)).toThrow(/alphaPass/);
  });
});
