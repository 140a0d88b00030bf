/** Reasons of `invalid`: the experiment itself cannot be trusted. */
const invalidReasons = ['observations-lost', 'not-reproduced'] as const;

/** Reasons of `fail`, in the order in which a verdict lists them. */
export const failReasons = [
  'unexplained-difference',
  'differences',
  'accepted-difference-grew',
  'errors',
  'latency',
  'tail',
  'tail-guard',
  'cost',
] as const;
/** One of {@link failReasons}. */
export type FailReason = (typeof failReasons)[number];

/** A pass that rests on differences which people accepted says so. */
const passReasons = ['accepted-differences'] as const;

/** Reasons of `collecting` and `inconclusive`, in the order in which a verdict lists them. */
const openReasons = [
  'no-observations',
  'soak-time-not-reached',
  'soak-time-exhausted',
  'row-cap-reached',
  'unproven-fidelity',
  'unproven-differences',
  'unproven-errors',
  'unproven-latency',
  'unproven-tail',
  'unproven-cost',
  'guard-leans',
] as const;
/** One of {@link openReasons}. */
export type OpenReason = (typeof openReasons)[number];

/** Every reason code there is, in the order in which a verdict lists them. */
export const reasonCodes = [...invalidReasons, ...failReasons, ...passReasons, ...openReasons] as const;
/** One of {@link reasonCodes}. */
export type ReasonCode = (typeof reasonCodes)[number];
