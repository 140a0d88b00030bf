import { describe, expect, it } from 'vitest';
import { metricLine } from '../../../scientist-runtime/core/metric-line.ts';
import { type MessageOutcome, observerLines } from '../../../scientist-runtime/core/observer-metrics.ts';
import { madeComparison } from '../contract/made-comparison.ts';

const compared = (experiment: string, changes = {}, isNew = true): MessageOutcome => ({
  kind: 'compared',
  problem: null,
  experiment,
  rows: [{ row: madeComparison(changes), isNew }],
});
const parsed = (outcomes: MessageOutcome[]) => observerLines(outcomes, 5).map((line) => JSON.parse(line));

describe('the line of a batch', () => {
  it('is one for each experiment, with its counts and durations', () => {
    const lines = parsed([
      compared('sort', { class: 'missing', missingReason: 'throttled' }),
      compared('round'),
      compared('round', { class: 'differs', candidateFailed: true, candidateMs: 30 }),
      compared('round', {}, false),
    ]);
    expect(lines).toMatchObject([
      {
        Experiment: 'round',
        messages: 3,
        Same: [1],
        Differs: [1],
        Redelivered: [1],
        CandidateFailed: [1],
        CandidateDuration: [11, 30],
        TwinDuration: [10, 10],
      },
      { Experiment: 'sort', Missing: [1], missing: { throttled: 1 } },
    ]);
    expect(lines[1]).not.toHaveProperty('CandidateDuration');
  });

  it('counts what was served without being shadowed, by reason', () => {
    const counters = (served: number, method: number): MessageOutcome => ({
      kind: 'counters',
      counters: { environmentId: 'e', atMs: 1, served: { round: served }, skipped: { round: { method } } },
    });
    expect(parsed([counters(5, 2), counters(3, 1)])).toMatchObject([
      { Experiment: 'round', Served: [8], Skipped: [3], skipped: { method: 3 } },
    ]);
  });

  it('says what could not be read and what is to be delivered again', () => {
    expect(
      parsed([
        { kind: 'unreadable', problem: 'expected JSON' },
        { kind: 'failed', problem: 'no connection' },
        { kind: 'expired', experiment: 'old' },
      ]),
    ).toMatchObject([
      {
        Experiment: '(none)',
        MessagesUnreadable: [1],
        MessagesFailed: [1],
        problems: ['expected JSON', 'no connection'],
      },
      { Experiment: 'old', MessagesExpired: [1] },
    ]);
  });

  it('is none for an empty batch', () => {
    expect(observerLines([], 5)).toEqual([]);
  });
});

describe('the embedded metric format', () => {
  it('names dimensions and metrics, and repeats their values at the top', () => {
    const line = metricLine(5, { A: 'x' }, [{ name: 'M', unit: 'Count', values: [1] }], { note: 'n' });
    expect(JSON.parse(line)).toEqual({
      note: 'n',
      A: 'x',
      M: [1],
      _aws: {
        Timestamp: 5,
        CloudWatchMetrics: [
          { Namespace: 'ServerlessScientist', Dimensions: [['A']], Metrics: [{ Name: 'M', Unit: 'Count' }] },
        ],
      },
    });
  });

  it('keeps no more than the hundred values that CloudWatch takes', () => {
    const values = new Array(150).fill(1);
    expect(JSON.parse(metricLine(5, {}, [{ name: 'M', unit: 'Count', values }], {})).M).toHaveLength(100);
  });
});
