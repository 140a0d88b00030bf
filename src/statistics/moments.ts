/** Count, means and centred sums of squares and products of pairs (x, y). */
export interface Moments {
  readonly n: number;
  readonly meanX: number;
  readonly meanY: number;
  readonly sumXX: number;
  readonly sumYY: number;
  readonly sumXY: number;
}

/** Of no pair at all: where adding starts. */
export const noMoments: Moments = { n: 0, meanX: 0, meanY: 0, sumXX: 0, sumYY: 0, sumXY: 0 };

/**
 * Adds one pair. Centred updating loses no digits where plain sums of squares would (B. P. Welford, Note on a method
 * for calculating corrected sums of squares and products, Technometrics 4 (1962)).
 */
export function withPair(moments: Moments, x: number, y: number): Moments {
  const n = moments.n + 1;
  const dx = x - moments.meanX;
  const dy = y - moments.meanY;
  const meanX = moments.meanX + dx / n;
  const meanY = moments.meanY + dy / n;
  return {
    n,
    meanX,
    meanY,
    sumXX: moments.sumXX + dx * (x - meanX),
    sumYY: moments.sumYY + dy * (y - meanY),
    sumXY: moments.sumXY + dx * (y - meanY),
  };
}
