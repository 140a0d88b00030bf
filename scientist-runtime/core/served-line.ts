import { metricLine } from './metric-line.ts';

/** One served request, for people. No body, no header, no path: those may say who asked for what. */
export interface ServedLine {
  readonly requestId: string;
  readonly experiment: string | null;
  /** Status that the client got, where the control's answer had one. */
  readonly status: number | null;
  /** How the control's invocation ended: `answer`, or the failure's kind. */
  readonly control: string | null;
  readonly controlMs: number | null;
  readonly addedMs: number;
  readonly handedOff: number;
  /** Time from the answer to the end of all work for this request. */
  readonly afterMs: number;
  /** Why shadows were left out. */
  readonly skipped: readonly string[];
  readonly problem: string | null;
}

/** The log line of a request: the only one, and its metrics as well, by experiment where there is one. */
export function servedLine(line: ServedLine, atMs: number): string {
  const { experiment, controlMs, addedMs, handedOff } = line;
  if (experiment === null || controlMs === null) {
    return JSON.stringify(line);
  }
  return metricLine(
    atMs,
    { experiment },
    [
      { name: 'ControlMs', unit: 'Milliseconds', values: [controlMs] },
      { name: 'AddedMs', unit: 'Milliseconds', values: [addedMs] },
      { name: 'HandedOff', unit: 'Count', values: [handedOff] },
    ],
    { ...line },
  );
}
