/**
 * A zero of `f` between two points at which its signs differ, to within `tolerance`; the first point where `f` has no
 * sign change. On a step function it is one of the points beside the step.
 *
 * Source: R. Brent, Algorithms for Minimization Without Derivatives (1973), chapter 4: the next point comes from the
 * secant or from inverse quadratic interpolation, and from halving where those would leave the bracket or shrink it
 * too slowly.
 */
export function brentRoot(f: (x: number) => number, from: number, to: number, tolerance: number): number {
  let before = { x: from, y: f(from) };
  let best = { x: to, y: f(to) };
  let opposite = before;
  if (before.y === 0) return from;
  if (best.y === 0) return to;
  if (before.y > 0 === best.y > 0) return from;
  for (let round = 0; round < 1000; round += 1) {
    const lastStep = best.x - before.x;
    if (Math.abs(opposite.y) < Math.abs(best.y)) {
      before = best;
      best = opposite;
      opposite = before;
    }
    const least = 2 * Number.EPSILON * Math.abs(best.x) + tolerance / 2;
    const half = (opposite.x - best.x) / 2;
    if (Math.abs(half) <= least || best.y === 0) return best.x;

    let step = half;
    if (Math.abs(lastStep) >= least && Math.abs(before.y) > Math.abs(best.y)) {
      const wanted = interpolatedStep(before, best, opposite);
      const inward = wanted / (2 * half);
      if (inward > 0 && inward < 0.75 && Math.abs(wanted) < Math.abs(lastStep) / 2) step = wanted;
    }
    if (Math.abs(step) < least) step = Math.sign(half) * least;

    before = best;
    best = { x: best.x + step, y: f(best.x + step) };
    if (best.y > 0 === opposite.y > 0) opposite = before;
  }
  return best.x;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** From the best point to where the curve through the three points crosses zero; a line where two of them are one. */
function interpolatedStep(before: Point, best: Point, opposite: Point): number {
  if (before.x === opposite.x) return (-best.y * (best.x - before.x)) / (best.y - before.y);
  const [a, b, c] = [before.y, best.y, opposite.y];
  return (
    (before.x - best.x) * ((b * c) / ((a - b) * (a - c))) +
    (opposite.x - best.x) * ((a * b) / ((c - a) * (c - b)))
  );
}
