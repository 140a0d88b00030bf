/** What front needs to know of an API Gateway event; everything else of it only passes through. */
export interface ApiRequest {
  /** Which API Gateway waits for the answer: its REST and HTTP APIs say different things when something fails. */
  readonly gateway: 'http' | 'rest';
  readonly payloadFormat: '1.0' | '2.0';
  readonly apiId: string | null;
  /** Route keys that this request may be known by (`GET /round`, `ANY /round`), the most specific first. */
  readonly routeKeys: readonly string[];
  /** Upper case; empty where the event is not an API Gateway event. */
  readonly method: string;
  /** The path as API Gateway may have written it: behind a greedy route, without and with the stage. */
  readonly paths: readonly string[];
}

/**
 * Reads an event of a REST API, or of an HTTP API in payload format 1.0 or 2.0. Never throws: an event of any
 * other shape gives a request that matches nothing. Source: "Create AWS Lambda proxy integrations for HTTP APIs"
 * and "Set up Lambda proxy integrations" in the API Gateway developer guide.
 */
export function apiRequestOf(event: unknown): ApiRequest {
  const context = member(event, 'requestContext');
  const version = member(event, 'version');
  const http = member(context, 'http');
  const method = (text(member(http, 'method')) ?? text(member(event, 'httpMethod')) ?? '').toUpperCase();
  const resource = text(member(context, 'resourcePath')) ?? text(member(event, 'resource'));
  const routeKey = text(member(event, 'routeKey')) ?? text(member(context, 'routeKey'));
  const resourceKeys = resource === null ? [] : [`${method} ${resource}`, `ANY ${resource}`];
  return {
    gateway: version === undefined ? 'rest' : 'http',
    payloadFormat: version === '2.0' ? '2.0' : '1.0',
    apiId: text(member(context, 'apiId')),
    routeKeys: routeKey === null ? resourceKeys : [routeKey, ...resourceKeys],
    method,
    paths: pathsOf(event, context, routeKey ?? resource ?? ''),
  };
}

/** The route of the front's own endpoint: `ANY /{proxy+}`, or a REST resource's `/{proxy+}`. */
const greedyRoute = /^(\S+ )?\/\{proxy\+\}$/;

function pathsOf(event: unknown, context: unknown, route: string): string[] {
  const paths: string[] = [];
  const greedy = text(member(member(event, 'pathParameters'), 'proxy'));
  if (greedy !== null && greedyRoute.test(route)) {
    paths.push(greedy);
  }
  const path = text(member(event, 'rawPath')) ?? text(member(event, 'path'));
  if (path !== null) {
    const stage = text(member(context, 'stage'));
    if (stage !== null && path.startsWith(`/${stage}/`)) {
      paths.push(path.slice(stage.length + 1));
    }
    paths.push(path);
  }
  return paths;
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
