/** Past this many observations a forecast is no help to anybody. */
const farthest = 10_000_000;

/**
 * Observations still lacking until `provenAt(n)` holds, seen from `from`, or null beyond ten million.
 * `provenAt` is asked at the rates seen so far, for larger and larger n. For the mixture tests it holds from some n
 * on: ln E is convex in n at fixed rates and 0 at n = 0, so once it is positive it rises.
 */
export function observationsStillNeeded(from: number, provenAt: (n: number) => boolean): number | null {
  if (from === 0) return null;
  let step = 1;
  while (!provenAt(from + step)) {
    step *= 2;
    if (step > farthest) return null;
  }
  let low = Math.floor(step / 2);
  let high = step;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (provenAt(from + middle)) high = middle;
    else low = middle;
  }
  return high;
}
