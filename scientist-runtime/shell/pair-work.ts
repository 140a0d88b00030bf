/** Work after the response. Must end by itself. */
export type Work = () => Promise<void>;

/**
 * Where a request's handler leaves its work and the extension's event for the same request picks it up. Whichever
 * comes first opens the place: Lambda defines no order between them.
 */
export interface WorkPairs {
  /** Leaves work, or word that there is none. */
  leave(requestId: string, work: Work | null): void;
  /** The work of a request, once it is left. */
  pickUp(requestId: string): Promise<Work | null>;
  /** Ends the waiting for a request. */
  forget(requestId: string): void;
}

/** Environments have one request at a time, so more than these can only be left over from failures. */
const maxWaiting = 64;

/** Pairs for one environment; beyond `maxWaiting` requests the oldest is forgotten. */
export function pairWork(): WorkPairs {
  const places = new Map<string, PromiseWithResolvers<Work | null>>();

  function placeOf(requestId: string): PromiseWithResolvers<Work | null> {
    const known = places.get(requestId);
    if (known !== undefined) {
      return known;
    }
    const place = Promise.withResolvers<Work | null>();
    places.set(requestId, place);
    const [oldest] = places.keys();
    if (oldest !== undefined && places.size > maxWaiting) {
      places.delete(oldest);
    }
    return place;
  }

  return {
    leave: (requestId, work) => placeOf(requestId).resolve(work),
    pickUp: (requestId) => placeOf(requestId).promise,
    forget: (requestId) => {
      places.delete(requestId);
    },
  };
}
