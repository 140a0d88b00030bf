import * as z from 'zod';

const msPerUnit: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** The longest time a configuration may name: 30 days, far beyond any soak. */
const maxDurationMs = 30 * 86_400_000;

/** A number as people write it: no sign, no exponent. */
const amount = '(\\d{1,9}(?:\\.\\d{1,9})?)';

/**
 * Milliseconds from `15s`, `1h`, `24 h`, `5ms`, or a bare 0. Other bare numbers are refused: 60 could be
 * seconds or minutes.
 */
export const duration = zeroOr(
  '0s',
  written(
    new RegExp(`^${amount} ?(ms|s|m|min|h|d)$`),
    'expected a time with its unit, such as "15s", "30m" or "24h"',
    (value, unit) => value * (msPerUnit[unit] ?? Number.NaN),
  ).refine((ms) => ms <= maxDurationMs, { error: 'expected at most 30d' }),
);

/** A rate above 0 and below 1 from `0.1%` or `1 %`. Bare numbers are refused: 0.1 could be either. */
export const percentage = written(
  new RegExp(`^${amount} ?(%)$`),
  'expected a percentage, such as "0.1%"',
  (value) => Number((value / 100).toPrecision(12)),
).refine((rate) => rate > 0 && rate < 1, { error: 'expected more than 0% and less than 100%' });

/** US dollars a month from `1 USD/month`, or a bare 0. */
export const usdPerMonth = zeroOr(
  '0 USD/month',
  written(
    new RegExp(`^${amount} ?(USD ?/ ?month)$`),
    'expected an amount such as "1 USD/month"',
    (value) => value,
  ),
);

/** A factor that a limit multiplies by: 1.05 lets five percent pass, 0.9 asks for ten percent less. */
export const ratio = z
  .number({ error: 'expected a factor such as 1.05' })
  .gt(0, { error: 'expected a factor above 0' })
  .lte(100, { error: 'expected a factor of at most 100' });

function written(pattern: RegExp, error: string, amountOf: (value: number, unit: string) => number) {
  return z
    .string({ error })
    .regex(pattern, { error, abort: true })
    .transform((text) => {
      const [, value, unit] = pattern.exec(text) ?? [];
      return amountOf(Number(value), unit ?? '');
    });
}

/** A bare 0 needs no unit. */
function zeroOr(zero: string, quantity: z.ZodType<number, string>) {
  return z.preprocess((value) => (value === 0 ? zero : value), quantity);
}
