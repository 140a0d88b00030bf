import { ScientistError } from '../errors.ts';

/** A route of the user's own API, of either kind; `id` is that of the API. */
export interface ApiRoute {
  readonly id: string;
  /** `GET /round` */
  readonly route: string;
}

/** The route does not exist; names those that do, because a path parameter is easily written in another way. */
export function missingRoute(api: ApiRoute, existing: readonly string[]): ScientistError {
  return new ScientistError('NotFound', {
    expected: `the route ${api.route} in the API ${api.id}`,
    found: `The API has ${existing.length === 0 ? 'no routes' : existing.slice(0, 20).join(', ')}`,
    remedy: 'Correct `api.route` in experiments.yml',
  });
}

/** Only a Lambda proxy can be stood in for: anything else answers in ways of its own. */
export function noLambdaProxy(api: ApiRoute, target: string): ScientistError {
  return new ScientistError('InvalidInput', {
    expected: `the route ${api.route} of the API ${api.id} to invoke a Lambda function as a proxy`,
    found: `It points at ${target}`,
    remedy:
      'Leave `api` out of the experiment, or choose a route whose answers come from a Lambda function whole',
  });
}

/** The route invokes what we would point it at, and nothing tells what it invoked before. */
export function noWayBack(api: ApiRoute): ScientistError {
  return new ScientistError('Conflict', {
    expected: `the route ${api.route} of the API ${api.id} to point at its own function`,
    found: 'It points at the front already, and nothing says what it pointed at before',
    remedy: 'Point it at the function that serves it, then run again',
  });
}

/** Somebody else moved the route since we did: theirs is newer, so it stays. */
export function movedByOthers(api: ApiRoute, target: string): ScientistError {
  return new ScientistError('Conflict', {
    expected: `the route ${api.route} of the API ${api.id} where the scientist has pointed it`,
    found: `Somebody else has pointed it at ${target} since`,
    remedy: 'Nothing was changed. Point it where it belongs by hand (docs/kill-switch.md), then run again',
  });
}

/** The integration that the way back leads to is gone. */
export function lostWayBack(api: ApiRoute, formerTarget: string): ScientistError {
  return new ScientistError('Conflict', {
    expected: `${formerTarget}, what the route ${api.route} of the API ${api.id} pointed at before`,
    found: 'Somebody has deleted it',
    remedy:
      'Nothing was changed. Point the route where it belongs by hand (docs/kill-switch.md), then run again',
  });
}

/** What we asked for was accepted, and is not what stands there. */
export function notInForce(api: ApiRoute, wanted: string, found: string): ScientistError {
  return new ScientistError('Conflict', {
    expected: `the route ${api.route} of the API ${api.id} to point at ${wanted}`,
    found: `It was asked to, and points at ${found}`,
    remedy: 'Find out who else changes the API, then run again',
  });
}
