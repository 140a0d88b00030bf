/** `3,040`: whole numbers with separators. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `0.12 %`, with as many digits as mean something. */
export function percent(rate: number): string {
  return `${Number((rate * 100).toPrecision(3))} %`;
}

/** `1.31`: three significant digits. */
export function ratioText(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** `2026-11-24 14:02 UTC` */
export function utc(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `about 40 s`, `about 12 min`, `about 2 h`, `about 3 days`: one significant unit. */
export function about(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 90) {
    return `about ${Math.max(5, Math.ceil(seconds / 5) * 5)} s`;
  }
  if (seconds < 5400) {
    return `about ${Math.ceil(seconds / 60)} min`;
  }
  return seconds < 172_800
    ? `about ${Math.ceil(seconds / 3600)} h`
    : `about ${Math.ceil(seconds / 86_400)} days`;
}
