import { describe, expect, it } from 'vitest';
import type { EffectiveExperiment } from '../../../scientist-runtime/contract/effective.ts';
import { differenceOf } from '../../../scientist-runtime/core/difference.ts';
import type { ShadowCall } from '../../../scientist-runtime/core/shadow-pair.ts';
import {
  compareObservation,
  type ObservingPorts,
  type ShadowQuestion,
} from '../../../scientist-runtime/shell/compare-observation.ts';
import { madeObservation, madeShadow, observedAtMs, payloadOf } from '../core/made-observation.ts';

const experiment: EffectiveExperiment = {
  path: 'round',
  api: null,
  control: 'arn:control',
  methods: ['GET'],
  handOff: 'extension',
  shadows: [],
};

const right = called(payloadOf({ number: 62.5, rounded: 63 }));
const wrong = called(payloadOf({ number: 62.5, rounded: 62 }));
const crash: ShadowCall = {
  kind: 'called',
  answer: { kind: 'failed', failure: 'error', errorType: 'TypeError' },
  times: { wallMs: 1, report: null },
};
const throttled: ShadowCall = { kind: 'absent', reason: 'throttled' };

function called(payload: string): ShadowCall {
  return { kind: 'called', answer: { kind: 'answer', payload }, times: { wallMs: 10.4, report: null } };
}

/** Ports that answer from a script for each ARN (its last line again and again) and write down what was asked. */
function scripted(script: Record<string, ShadowCall[]>, changes: Partial<ObservingPorts> = {}) {
  const asked: ShadowQuestion[] = [];
  const ports: ObservingPorts = {
    ask: async (question) => {
      const lines = script[question.arn] ?? [];
      const turn = asked.filter(({ arn }) => arn === question.arn).length;
      asked.push(question);
      return lines[Math.min(turn, lines.length - 1)] ?? throttled;
    },
    random: () => 0,
    nowMs: () => observedAtMs + 1_000,
    hasTime: () => true,
    ...changes,
  };
  return { ports, asked };
}

async function observed(twin: ShadowCall[], candidate: ShadowCall[], changes: Partial<ObservingPorts> = {}) {
  const { ports, asked } = scripted({ 'arn:twin': twin, 'arn:candidate': candidate }, changes);
  const [conclusion] = await compareObservation(madeObservation(), experiment, madeShadow(), ports);
  return { row: conclusion?.row, samples: conclusion?.samples ?? [], asked };
}

describe('an observation', () => {
  it('that both answer as the control did is the same, after one call each', async () => {
    const { row, samples, asked } = await observed([right], [right]);
    expect(row).toMatchObject({
      class: 'same',
      reproduced: true,
      at: observedAtMs + 1_000,
      twinMs: 10.4,
      candidateBilledMs: 11,
      durationSource: 'wall',
      warmth: 'warm',
    });
    expect(samples).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('that the candidate answers otherwise three times differs, with a sample', async () => {
    const { row, samples, asked } = await observed([right], [wrong]);
    expect(row).toMatchObject({ class: 'differs', pointers: ['/rounded'], reproduced: true });
    expect(samples).toMatchObject([{ who: 'candidate', control: '63', other: '62' }]);
    expect(row?.difference).toBe(samples[0]?.difference.id);
    expect(asked).toHaveLength(6);
  });

  it('that the twin answers otherwise three times is mirrored', async () => {
    const { row, samples } = await observed([wrong], [right]);
    expect(row).toMatchObject({ class: 'mirrored', reproduced: false, pointers: ['/rounded'] });
    expect(samples).toMatchObject([{ who: 'twin' }]);
  });

  it.each([
    ['agrees', [wrong, right], 4],
    ['agrees the second time', [wrong, wrong, right], 6],
    ['is throttled', [wrong, throttled], 4],
  ])('flickers when a repeat %s', async (_, candidate, calls) => {
    const { row, asked } = await observed([right], candidate);
    expect(row?.class).toBe('flickered');
    expect(asked).toHaveLength(calls);
  });

  it('flickers when there is no time for a repeat', async () => {
    const { row, asked } = await observed([right], [wrong], { hasTime: () => false });
    expect(row?.class).toBe('flickered');
    expect(asked).toHaveLength(2);
  });

  it('that neither reproduces is not comparable, and shows what the twin says', async () => {
    const { row, samples } = await observed([wrong], [wrong]);
    expect(row).toMatchObject({ class: 'not-comparable', reproduced: false, pointers: ['/rounded'] });
    expect(samples).toMatchObject([{ who: 'twin' }]);
  });

  it('at which the candidate crashes differs as a failure', async () => {
    const { row } = await observed([right], [crash]);
    expect(row).toMatchObject({
      class: 'differs',
      candidateFailed: true,
      twinFailed: false,
      pointers: ['error'],
    });
  });

  it.each([
    ['twin', [throttled], [right]],
    ['candidate', [right], [throttled]],
  ])('is missing when the %s is throttled', async (_, twin, candidate) => {
    const { row } = await observed(twin, candidate);
    expect(row).toMatchObject({ class: 'missing', missingReason: 'throttled' });
  });

  it('that is too old is missing, and nobody is asked', async () => {
    const { row, asked } = await observed([right], [right], { nowMs: () => observedAtMs + 900_001 });
    expect(row).toMatchObject({ class: 'missing', missingReason: 'expired' });
    expect(asked).toEqual([]);
  });

  it('of a control that failed is the same when both fail alike', async () => {
    const { ports } = scripted({ 'arn:twin': [crash], 'arn:candidate': [crash] });
    const control = { kind: 'failed', failure: 'error', errorType: 'RangeError' } as const;
    const [conclusion] = await compareObservation(
      madeObservation({ control }),
      experiment,
      madeShadow(),
      ports,
    );
    expect(conclusion?.row).toMatchObject({ class: 'same', twinFailed: true, candidateFailed: true });
  });

  it('has a sample of the difference that its row names, where not all have one', async () => {
    const many = (value: number) =>
      payloadOf(Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`k${n}`, value])));
    const { ports } = scripted({ 'arn:twin': [called(many(1))], 'arn:candidate': [called(many(2))] });
    const control = { kind: 'answer', payload: many(1) } as const;
    const observe = (acceptedDifferences: string[]) =>
      compareObservation(
        madeObservation({ control }),
        experiment,
        madeShadow({ acceptedDifferences }),
        ports,
      );
    const accepted = Array.from({ length: 11 }, (_, n) => differenceOf(`/k${n}`, 'value', 'number+').id);
    const [conclusion] = await observe(accepted);
    expect(conclusion?.samples).toHaveLength(10);
    expect(conclusion?.samples[0]?.difference.pointer).toBe('/k11');
    expect(conclusion?.row.difference).toBe(conclusion?.samples[0]?.difference.id);
  });

  it('names an unaccepted difference that lasts before an accepted one', async () => {
    const two = called(payloadOf({ number: 0, rounded: 62 }));
    const first = await observed([right], [two]);
    const { ports } = scripted({ 'arn:twin': [right], 'arn:candidate': [two] });
    const accepted = [first.row?.difference ?? ''];
    const shadow = madeShadow({ acceptedDifferences: accepted });
    const [conclusion] = await compareObservation(madeObservation(), experiment, shadow, ports);
    expect(conclusion?.row.difference).not.toBe(first.row?.difference);
  });
});

describe('the order of asking', () => {
  it.each([
    [0.49, ['twin', 'candidate']],
    [0.5, ['candidate', 'twin']],
  ])('follows chance (%s)', async (random, roles) => {
    const { asked } = await observed([right], [right], { random: () => random });
    expect(asked.map(({ role }) => role)).toEqual(roles);
  });

  it('is one after the other', async () => {
    let underWay = 0;
    let most = 0;
    const { ports } = scripted(
      {},
      {
        ask: async () => {
          underWay += 1;
          most = Math.max(most, underWay);
          await Promise.resolve();
          underWay -= 1;
          return wrong;
        },
      },
    );
    await compareObservation(madeObservation(), experiment, madeShadow(), ports);
    expect(most).toBe(1);
  });
});

describe('the tutorial’s mode', () => {
  const shadow = madeShadow({
    twin: null,
    candidates: [
      { id: 'candidate-1', arn: 'arn:one' },
      { id: 'candidate-2', arn: 'arn:two' },
    ],
  });

  it('asks the control again as twin, once for all candidates, and writes a row for each', async () => {
    const { ports, asked } = scripted({ 'arn:control': [right], 'arn:one': [right], 'arn:two': [wrong] });
    const conclusions = await compareObservation(madeObservation(), experiment, shadow, ports);
    expect(conclusions.map(({ row }) => [row.candidateId, row.class])).toEqual([
      ['candidate-1', 'same'],
      ['candidate-2', 'differs'],
    ]);
    expect(asked.map(({ arn }) => arn).sort()).toEqual([
      ...['arn:control', 'arn:control', 'arn:control', 'arn:one', 'arn:two', 'arn:two', 'arn:two'],
    ]);
  });

  it('misses one candidate’s row alone when that candidate is throttled', async () => {
    const { ports } = scripted({ 'arn:control': [right], 'arn:one': [throttled], 'arn:two': [right] });
    const conclusions = await compareObservation(madeObservation(), experiment, shadow, ports);
    expect(conclusions.map(({ row }) => row.class)).toEqual(['missing', 'same']);
  });

  it('hands every shadow the event as it came, the experiment and its role', async () => {
    const { ports, asked } = scripted({ 'arn:control': [right], 'arn:one': [right], 'arn:two': [right] });
    const observation = madeObservation();
    await compareObservation(observation, experiment, shadow, ports);
    expect(asked[0]).toEqual({
      arn: 'arn:control',
      event: observation.event,
      experiment: 'rounding-float',
      role: 'twin',
    });
  });
});
