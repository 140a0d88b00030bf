/** Failures in a row that open the circuit. */
export const failuresToOpen = 3;
/** How long an open circuit refuses before it lets one attempt through. */
export const openMs = 10_000;

/** Keeps a hand-off that fails from costing every request its whole budget. */
export interface Circuit {
  readonly failuresInARow: number;
  /** Epoch milliseconds of the next attempt while open, else null. */
  readonly retryAtMs: number | null;
}

/** Where an environment starts, and where each success leads back to. */
export const closedCircuit: Circuit = { failuresInARow: 0, retryAtMs: null };

/**
 * Whether an attempt may be made, and the circuit after deciding so. An open circuit whose time has come lets one
 * attempt through (half-open) and refuses the others until that one has ended or as much time has passed again.
 */
export function admit(
  circuit: Circuit,
  nowMs: number,
): { readonly admitted: boolean; readonly circuit: Circuit } {
  if (circuit.retryAtMs === null) {
    return { admitted: true, circuit };
  }
  return nowMs < circuit.retryAtMs
    ? { admitted: false, circuit }
    : { admitted: true, circuit: { ...circuit, retryAtMs: nowMs + openMs } };
}

/** The circuit after an attempt. */
export function afterAttempt(circuit: Circuit, succeeded: boolean, nowMs: number): Circuit {
  if (succeeded) {
    return closedCircuit;
  }
  const failuresInARow = circuit.failuresInARow + 1;
  return { failuresInARow, retryAtMs: failuresInARow >= failuresToOpen ? nowMs + openMs : null };
}
