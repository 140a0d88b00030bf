import type { Effective, EffectiveExperiment } from '../contract/effective.ts';
import type { ApiRequest } from './api-request.ts';

/** `name` is the experiment's key in the definition. */
export interface RoutedExperiment {
  readonly name: string;
  readonly experiment: EffectiveExperiment;
}

/** An effective definition, indexed once for all requests that it routes. */
export interface Routes {
  /** By `<api id> <route key>`. */
  readonly byRoute: ReadonlyMap<string, RoutedExperiment>;
  /** By path on the front's own endpoint, segments joined by one slash: only experiments without a route. */
  readonly byPath: ReadonlyMap<string, RoutedExperiment>;
  readonly attachedApis: ReadonlySet<string>;
}

/**
 * An experiment with a route of the user's own API has no path: front's endpoint would serve it to whoever knows
 * the path, past that API's authorizer, keys and throttles. Of two experiments with one path or route the later
 * would win; `parseExperiments` refuses such. Throws a TypeError for what is no definition: one experiment without a
 * control would otherwise replace a copy that has it.
 */
export function routesOf(effective: Effective): Routes {
  const byRoute = new Map<string, RoutedExperiment>();
  const byPath = new Map<string, RoutedExperiment>();
  const attachedApis = new Set<string>();
  for (const [name, experiment] of Object.entries(effective.experiments)) {
    if (typeof experiment.control !== 'string' || !Array.isArray(experiment.shadows)) {
      throw new TypeError(`experiment ${name}: no control or no shadows`);
    }
    if (experiment.api === null) {
      byPath.set(segmentsOf(experiment.path).join('/'), { name, experiment });
    } else {
      byRoute.set(`${experiment.api.id} ${experiment.api.route}`, { name, experiment });
      attachedApis.add(experiment.api.id);
    }
  }
  return { byRoute, byPath, attachedApis };
}

/**
 * The experiment that a request belongs to, or null. Where the user's own API is attached its id and route key
 * decide alone: another route of that API must never be answered by an experiment that happens to have its path.
 */
export function findExperiment(
  routes: Routes,
  request: ApiRequest,
  frontApiId: string | null,
): RoutedExperiment | null {
  for (const routeKey of request.routeKeys) {
    const routed = routes.byRoute.get(`${request.apiId} ${routeKey}`);
    if (routed !== undefined) {
      return routed;
    }
  }
  const ownEndpoint = request.apiId === frontApiId;
  if (!ownEndpoint && request.apiId !== null && routes.attachedApis.has(request.apiId)) {
    return null;
  }
  for (const path of request.paths) {
    const routed = findByPath(routes, path);
    if (routed !== null) {
      return routed;
    }
  }
  return null;
}

/** The experiment with the longest path that the request's path begins with, whole segments only. */
function findByPath(routes: Routes, path: string): RoutedExperiment | null {
  const segments = segmentsOf(path);
  for (let length = segments.length; length > 0; length -= 1) {
    const routed = routes.byPath.get(segments.slice(0, length).join('/'));
    if (routed !== undefined) {
      return routed;
    }
  }
  return null;
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}
