/** One served request, for people. No body, no header, no path: those may say who asked for what. */
export interface RequestLine {
  readonly requestId: string;
  readonly experiment: string | null;
  readonly status: number | null;
  /** How the control's invocation ended: `answer`, or the failure's kind. */
  readonly control: string | null;
  readonly controlMs: number | null;
  readonly addedMs: number;
  readonly handedOff: number;
  readonly handOffMs: number;
  readonly skipped: readonly string[];
  readonly problem: string | null;
}

const metricNames = { controlMs: 'ControlMs', addedMs: 'AddedMs', handedOff: 'HandedOff' } as const;

/**
 * The log line of a request, which CloudWatch also reads as metrics (embedded metric format). Nothing decides on
 * these: the verdict rests on comparison rows, and this is for people's dashboards.
 * Source: "Embedded metric format specification" in the CloudWatch user guide.
 */
export function requestLine(line: RequestLine, nowMs: number): string {
  const measured = Object.entries(metricNames).flatMap(([field, name]) => {
    const value = Reflect.get(line, field);
    return typeof value === 'number' ? [[name, value] as const] : [];
  });
  return JSON.stringify({
    ...line,
    ...(line.experiment === null
      ? {}
      : {
          _aws: {
            Timestamp: nowMs,
            CloudWatchMetrics: [
              {
                Namespace: 'ServerlessScientist',
                Dimensions: [['experiment']],
                Metrics: measured.map(([name]) => ({
                  Name: name,
                  Unit: name === 'HandedOff' ? 'Count' : 'Milliseconds',
                })),
              },
            ],
          },
          ...Object.fromEntries(measured),
        }),
  });
}
