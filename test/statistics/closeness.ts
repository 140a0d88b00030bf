/** The number as recorded vectors print it; −0 reads as 0. */
export function toDigits(value: number | null, digits: number): string | null {
  return value === null ? null : Number(value.toPrecision(digits)).toString();
}

/** Whether both are null, or differ by at most `relative` of the recorded number (absolutely where that is 0). */
export function withinRelative(value: number | null, recorded: number | null, relative: number): boolean {
  if (value === null || recorded === null) return value === recorded;
  return Math.abs(value - recorded) <= relative * (recorded === 0 ? 1 : Math.abs(recorded));
}
