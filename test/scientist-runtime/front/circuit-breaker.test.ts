import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  admit,
  afterAttempt,
  type Circuit,
  closedCircuit,
  failuresToOpen,
  openMs,
} from '../../../scientist-runtime/core/circuit-breaker.ts';

const nowMs = 1_764_000_000_000;

function afterFailures(count: number): Circuit {
  let circuit = closedCircuit;
  for (let failure = 0; failure < count; failure += 1) {
    circuit = afterAttempt(circuit, false, nowMs);
  }
  return circuit;
}

test('fewer failures in a row than it takes leave it closed', () => {
  expect(admit(afterFailures(failuresToOpen - 1), nowMs).admitted).toBe(true);
});

test('a success in between starts the count anew', () => {
  const mended = afterAttempt(afterFailures(failuresToOpen - 1), true, nowMs);

  expect(admit(afterAttempt(mended, false, nowMs), nowMs).admitted).toBe(true);
});

test('three failures in a row open it for its time', () => {
  const open = afterFailures(failuresToOpen);

  expect(admit(open, nowMs).admitted).toBe(false);
  expect(admit(open, nowMs + openMs - 1).admitted).toBe(false);
  expect(admit(open, nowMs + openMs).admitted).toBe(true);
});

test('half-open it lets one attempt through', () => {
  const trial = admit(afterFailures(failuresToOpen), nowMs + openMs);

  expect(trial.admitted).toBe(true);
  expect(admit(trial.circuit, nowMs + openMs).admitted).toBe(false);
});

test('the attempt decides whether it closes or stays open', () => {
  const { circuit } = admit(afterFailures(failuresToOpen), nowMs + openMs);

  expect(afterAttempt(circuit, true, nowMs + openMs)).toEqual(closedCircuit);
  expect(admit(afterAttempt(circuit, false, nowMs + openMs), nowMs + openMs + 1).admitted).toBe(false);
});

test('an attempt that never ends does not keep it open for ever', () => {
  const { circuit } = admit(afterFailures(failuresToOpen), nowMs + openMs);

  expect(admit(circuit, nowMs + 2 * openMs).admitted).toBe(true);
});

test('while all fails, at most one attempt is made per open time', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 3 * openMs }), { maxLength: 60 }), (gaps) => {
      let circuit = afterFailures(failuresToOpen);
      let atMs = nowMs;
      let lastMs = nowMs;
      for (const gap of gaps) {
        atMs += gap;
        const decision = admit(circuit, atMs);
        circuit = decision.circuit;
        if (decision.admitted) {
          expect(atMs - lastMs).toBeGreaterThanOrEqual(openMs);
          lastMs = atMs;
          circuit = afterAttempt(circuit, false, atMs);
        }
      }
    }),
  );
});
