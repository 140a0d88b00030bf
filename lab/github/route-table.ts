import type { Route } from './exchange.ts';

/** A route that answers this request, with its decoded path parameters. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Compiles the patterns once; the first route that fits wins. */
export function routeTable(routes: readonly Route[]): (method: string, path: string) => Match | undefined {
  const compiled = routes.map((route) => ({ route, expression: expressionOf(route.pattern) }));
  return (method, path) => {
    for (const { route, expression } of compiled) {
      const groups = route.method === method ? expression.exec(path)?.groups : undefined;
      if (groups === undefined) continue;
      const params = Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]);
      return { route, params: Object.fromEntries(params) };
    }
    return undefined;
  };
}

function expressionOf(pattern: string): RegExp {
  const source = pattern
    .replaceAll('.', '\\.')
    .replaceAll(/:(\w+)\*/g, '(?<$1>.+)')
    .replaceAll(/:(\w+)/g, '(?<$1>[^/]+)');
  // A group that matches nothing keeps `groups` defined for patterns without parameters.
  return new RegExp(`^${source}(?<nothing>)$`);
}
