/** Observers that run at once: `maximumConcurrency` of the queue's event source in serverless.yml (a test ties them). */
export const observersAtOnce = 2;

/** Observations that one observer compares at once. Each asks candidate and twin one after the other. */
export const observationsAtOnce = 2;

/**
 * Calls that a twin or candidate may answer at once, reserved where the account allows it. As many as observers can
 * make: with fewer they would throttle each other and their observations be lost; with more, one could cost more.
 */
export const shadowConcurrency = observersAtOnce * observationsAtOnce;
