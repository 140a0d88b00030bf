/** One request of `GET /round` that a comment shows as a sample of a difference. */
export interface ShownSample {
  /** `D1`, … */
  readonly difference: string;
  readonly number: number;
  readonly control: number;
  readonly candidate: number;
}

const line = /^- (D\d+): `GET \/round\?number=(\S+)` control `(\S+)`, candidate `(\S+)`$/gm;

/** Samples in a comment's body, as long as they are numbers. */
export function shownSamples(body: string): readonly ShownSample[] {
  return [...body.matchAll(line)]
    .map(([, difference = '', number, control, candidate]) => ({
      difference,
      number: Number(number),
      control: Number(control),
      candidate: Number(candidate),
    }))
    .filter(({ number, control, candidate }) => [number, control, candidate].every(Number.isFinite));
}
