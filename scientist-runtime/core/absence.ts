/** Why a shadow gave no answer, for reasons of ours: nothing that twin or candidate could be judged by. */
export const absences = [
  'throttled',
  'not-ready',
  'not-found',
  'not-permitted',
  'request-too-large',
  'unavailable',
] as const;
/** One of {@link absences}. */
export type Absence = (typeof absences)[number];

/**
 * Reads an error of the Invoke API, by its name and HTTP status. The function's own failures are no errors of
 * the API: they come with status 200. Source: the API reference of Invoke.
 */
export function absenceOf(errorName: string, status: number | null): Absence {
  if (status === 429 || errorName === 'TooManyRequestsException') {
    return 'throttled';
  }
  if (
    /^(ResourceNotReady|ResourceConflict|SnapStartNotReady|EC2|ENILimit|EFSMountConnectivity)/.test(errorName)
  ) {
    return 'not-ready';
  }
  if (status === 404) {
    return 'not-found';
  }
  if (status === 403) {
    return 'not-permitted';
  }
  return status === 413 ? 'request-too-large' : 'unavailable';
}
