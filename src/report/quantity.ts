/** `3,040`: whole numbers with separators. */
export function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `1 request`, `3,040 requests` */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${Math.round(value) === 1 ? one : many}`;
}

/** `0.12 %`, with as many digits as mean something; only all is 100 %, only none is 0 %. */
export function percent(rate: number): string {
  const rounded = Number((rate * 100).toPrecision(3));
  return rounded >= 100 && rate < 1 ? 'over 99.9 %' : `${rounded} %`;
}

/** `1 in 1,015`: what a rate below it is fewer than; rounded so that the statement stays true. */
export function oneIn(rate: number): string {
  return `1 in ${count(Math.floor(1 / rate + 1e-9))}`;
}

/** `1.31`: three significant digits. */
export function ratioText(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** `20 ms`, `1.24 s`: three significant digits. */
export function milliseconds(ms: number): string {
  return ms < 1000 ? `${ratioText(ms)} ms` : `${ratioText(ms / 1000)} s`;
}

/** `2026-11-24 14:02 UTC` */
export function utc(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** `2026-11-24 12:00 to 14:02 UTC`, with both days where they are two. */
export function utcRange(fromMs: number, toMs: number): string {
  const [from, to] = [utc(fromMs), utc(toMs)];
  if (from === to) {
    return from;
  }
  return `${from.replace(' UTC', '')} to ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
}

/** `about 40 s`, `about 12 min`, `about 2 h`, `about 3 days`: one significant unit, rounded up. */
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

/** `15 s`, `90 min`, `24 h`, `3 days`: the largest unit in which it is a whole number. */
export function span(durationMs: number): string {
  const units = [
    [86_400_000, 'days', 2],
    [3_600_000, 'h', 1],
    [60_000, 'min', 1],
    [1000, 's', 1],
  ] as const;
  const [size, name] = units.find(([ms, , least]) => durationMs % ms === 0 && durationMs >= least * ms) ?? [
    1,
    'ms',
  ];
  return `${count(durationMs / size)} ${name}`;
}

/** `1 USD`, `0.0042 USD`: three significant digits. */
export function usd(amount: number): string {
  return `${ratioText(amount)} USD`;
}
