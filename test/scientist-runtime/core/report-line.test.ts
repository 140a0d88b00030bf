import { describe, expect, it } from 'vitest';
import { readReport } from '../../../scientist-runtime/core/report-line.ts';

const id = '8f507cfc-xmpl-4697-b07a-ac58fc914c95';
const start = `START RequestId: ${id} Version: 3\n2026 INFO hello\nEND RequestId: ${id}\n`;
const report = (fields: string) => `REPORT RequestId: ${id}\t${fields}\t\n`;

describe('the report of an invocation', () => {
  it.each([
    [
      'warm, as text',
      `${start}${report('Duration: 12.34 ms\tBilled Duration: 13 ms\tMemory Size: 128 MB\tMax Memory Used: 71 MB')}`,
      { durationMs: 12.34, billedMs: 13, initMs: null, maxMemoryMb: 71 },
    ],
    [
      'cold, as text',
      `${start}${report('Duration: 5.00 ms\tBilled Duration: 140 ms\tMemory Size: 128 MB\tMax Memory Used: 71 MB\tInit Duration: 134.56 ms')}`,
      { durationMs: 5, billedMs: 140, initMs: 134.56, maxMemoryMb: 71 },
    ],
    [
      'traced, as text',
      `${report('Duration: 1.5 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 71 MB')}XRAY TraceId: 1-2\tSegmentId: 3\tSampled: true\n`,
      { durationMs: 1.5, billedMs: 2, initMs: null, maxMemoryMb: 71 },
    ],
    [
      'as JSON',
      `{"time":"t","level":"INFO","requestId":"${id}","message":"hello"}\n{"time":"t","type":"platform.report","record":{"requestId":"${id}","metrics":{"durationMs":101.51,"billedDurationMs":300,"memorySizeMB":512,"maxMemoryUsedMB":33,"initDurationMs":116.67},"status":"success"}}\n`,
      { durationMs: 101.51, billedMs: 300, initMs: 116.67, maxMemoryMb: 33 },
    ],
  ])('is read when %s', (_, tail, expected) => {
    expect(readReport(tail, id)).toEqual(expected);
  });

  it.each([
    ['the function logged only', 'hello\n'],
    ['the tail is empty', ''],
    ['it belongs to another request', report('Duration: 1 ms\tBilled Duration: 1 ms').replace(id, 'other')],
    ['it has no billed duration', report('Duration: 1 ms')],
    ['its duration is no number', report('Duration: NaN ms\tBilled Duration: 1 ms')],
    ['its duration is negative', report('Duration: -1 ms\tBilled Duration: 1 ms')],
  ])('is none when %s', (_, tail) => {
    expect(readReport(tail, id)).toBeNull();
  });

  it('is the platform’s, not one that the function printed before it', () => {
    const forged = report('Duration: 0.01 ms\tBilled Duration: 1 ms');
    const true_ = report('Duration: 900 ms\tBilled Duration: 900 ms');
    expect(readReport(forged + true_, id)?.durationMs).toBe(900);
  });

  it('is still found in a tail that begins in the middle of a line', () => {
    const cut = `er line\n${report('Duration: 2 ms\tBilled Duration: 2 ms')}`;
    expect(readReport(cut, id)?.durationMs).toBe(2);
  });
});
