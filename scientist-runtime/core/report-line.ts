/** What Lambda's REPORT line says of one invocation. */
export interface Report {
  readonly durationMs: number;
  readonly billedMs: number;
  /** Null when the environment was warm. */
  readonly initMs: number | null;
  readonly maxMemoryMb: number | null;
}

/**
 * Finds the report of an invocation in its log tail (the last 4 KB, decoded). Two formats: text is
 * `REPORT RequestId: …` with tab-separated fields, JSON is a line of type `platform.report`
 * (Lambda developer guide, "Log formats"). The platform writes last, so the last line of this request wins
 * over anything the function printed to look like one. Null where there is none.
 */
export function readReport(logTail: string, requestId: string): Report | null {
  const lines = logTail.split('\n').filter((line) => line.includes(requestId));
  return lines.reduce<Report | null>((found, line) => readText(line) ?? readJsonLine(line) ?? found, null);
}

function readText(line: string): Report | null {
  if (!line.startsWith('REPORT RequestId:')) {
    return null;
  }
  const fields = new Map(
    line.split('\t').map((field): [string, number] => {
      const [name = '', value = ''] = field.split(': ');
      return [name.trim(), Number.parseFloat(value)];
    }),
  );
  return reportOf({
    durationMs: fields.get('Duration'),
    billedMs: fields.get('Billed Duration'),
    initMs: fields.get('Init Duration'),
    maxMemoryMb: fields.get('Max Memory Used'),
  });
}

function readJsonLine(line: string): Report | null {
  if (!line.startsWith('{') || !line.includes('"platform.report"')) {
    return null;
  }
  const metric = (name: string): number | undefined => {
    const digits = new RegExp(`"${name}"\\s*:\\s*([0-9.]+)`).exec(line)?.[1];
    return digits === undefined ? undefined : Number(digits);
  };
  return reportOf({
    durationMs: metric('durationMs'),
    billedMs: metric('billedDurationMs'),
    initMs: metric('initDurationMs'),
    maxMemoryMb: metric('maxMemoryUsedMB'),
  });
}

function reportOf(fields: Record<keyof Report, number | undefined>): Report | null {
  const { durationMs, billedMs, initMs, maxMemoryMb } = fields;
  if (!isMeasure(durationMs) || !isMeasure(billedMs)) {
    return null;
  }
  return {
    durationMs,
    billedMs,
    initMs: isMeasure(initMs) ? initMs : null,
    maxMemoryMb: isMeasure(maxMemoryMb) ? maxMemoryMb : null,
  };
}

function isMeasure(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}
