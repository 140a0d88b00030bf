import { describe, expect, test } from 'vitest';
import { apiRequestOf } from '../../../scientist-runtime/core/api-request.ts';
import { findExperiment, routesOf } from '../../../scientist-runtime/core/routing.ts';
import { definitionOf, experimentOf } from '../../harness/definition-of.ts';
import http10 from '../../vectors/events/http-api-1.0.json' with { type: 'json' };
import http20 from '../../vectors/events/http-api-2.0.json' with { type: 'json' };
import rest from '../../vectors/events/rest-api.json' with { type: 'json' };

const frontApi = 'frontapi01';
const routes = routesOf(
  definitionOf({
    round: experimentOf({ path: 'round' }),
    'round-old': experimentOf({ path: 'old/round' }),
    old: experimentOf({ path: 'old' }),
    prices: experimentOf({ path: 'prices/v2/' }),
    'attached-http': experimentOf({ path: 'a', api: { id: 'httpapi002', route: 'GET /my/{parameter1}' } }),
    'attached-http-any': experimentOf({ path: 'b', api: { id: 'httpapi002', route: 'ANY /any/{id}' } }),
    'attached-http-1.0': experimentOf({ path: 'c', api: { id: 'httpapi001', route: 'GET /my/path' } }),
    'attached-rest': experimentOf({ path: 'd', api: { id: 'restapi001', route: 'GET /my/path' } }),
    'attached-rest-any': experimentOf({ path: 'e', api: { id: 'restapi001', route: 'ANY /items/{id}' } }),
  }),
);

const found = (event: unknown, api: string | null = frontApi): string | null =>
  findExperiment(routes, apiRequestOf(event), api)?.name ?? null;

function ownEvent(rawPath: string, changes: Record<string, unknown> = {}): unknown {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    requestContext: { apiId: frontApi, stage: '$default', http: { method: 'GET', path: rawPath } },
    ...changes,
  };
}

function restEvent(resource: string, method: string, apiId = 'restapi001'): unknown {
  return {
    resource,
    path: '/round',
    httpMethod: method,
    requestContext: { apiId, stage: 'prod', httpMethod: method, resourcePath: resource, path: '/prod/round' },
  };
}

describe('on an attached API', () => {
  test.each([
    ['an HTTP API in payload format 2.0', http20, 'attached-http'],
    ['an HTTP API in payload format 1.0', http10, 'attached-http-1.0'],
    ['a REST API', rest, 'attached-rest'],
    ['a route for any method', { ...http20, routeKey: 'ANY /any/{id}' }, 'attached-http-any'],
    ['a REST resource for any method', restEvent('/items/{id}', 'DELETE'), 'attached-rest-any'],
  ])('finds the experiment of %s by its route key', (_, event, name) => {
    expect(found(event)).toBe(name);
  });

  test.each([
    ['a route that no experiment has', { ...http20, routeKey: 'GET /round', rawPath: '/round' }],
    ['a method that no experiment has', restEvent('/my/path', 'POST')],
  ])('finds nothing for %s, though an experiment has the path', (_, event) => {
    expect(found(event)).toBeNull();
  });

  test('prefers the route of exactly this method to one of any', () => {
    const both = routesOf(
      definitionOf({
        any: experimentOf({ path: 'x', api: { id: 'restapi001', route: 'ANY /my/path' } }),
        get: experimentOf({ path: 'y', api: { id: 'restapi001', route: 'GET /my/path' } }),
      }),
    );

    expect(findExperiment(both, apiRequestOf(rest), frontApi)?.name).toBe('get');
  });
});

describe('on the front’s own endpoint', () => {
  test.each([
    ['/round', 'round'],
    ['/round/', 'round'],
    ['/round/half/up', 'round'],
    ['//round', 'round'],
    ['/old/round', 'round-old'],
    ['/old/round/1', 'round-old'],
    ['/old/other', 'old'],
    ['/prices/v2', 'prices'],
    ['/prices/v2/eur', 'prices'],
    ['/prices', null],
    ['/prices/v20', null],
    ['/roundabout', null],
    ['/Round', null],
    ['/', null],
    ['', null],
    ['/__proto__', null],
    ['/constructor', null],
  ])('%s leads to %s', (path, name) => {
    expect(found(ownEvent(path))).toBe(name);
  });

  test.each([
    ['a stage before it', ownEvent('/live/round', { requestContext: { apiId: frontApi, stage: 'live' } })],
    [
      'no stage where one is named',
      ownEvent('/round', { requestContext: { apiId: frontApi, stage: 'live' } }),
    ],
    [
      'a base path before what the greedy route took',
      ownEvent('/v1/round', { routeKey: 'ANY /{proxy+}', pathParameters: { proxy: 'round' } }),
    ],
    ['a REST API’s greedy resource', restEvent('/{proxy+}', 'GET', frontApi)],
    ['no API at all', { path: '/round', httpMethod: 'GET' }],
    ['an API that is not attached', ownEvent('/round', { requestContext: { apiId: 'someother1' } })],
  ])('finds the path with %s', (_, event) => {
    expect(found(event)).toBe('round');
  });

  test.each([
    ['its path', ownEvent('/a')],
    ['a path below it', ownEvent('/c/1')],
    ['its path through a greedy route', ownEvent('/a', { pathParameters: { proxy: 'a' } })],
    ['its path on a REST API that is not attached', ownEvent('/d', { requestContext: { apiId: 'other' } })],
    ['its path without any API', { path: '/d', httpMethod: 'GET' }],
    ['its route key', ownEvent('/my/path', { routeKey: 'GET /my/{parameter1}' })],
  ])('does not serve an experiment of another API by %s', (_, event) => {
    expect(found(event)).toBeNull();
  });

  test('decides by path even if the front’s own API is attached for another route', () => {
    expect(found({ ...http20, routeKey: '$default', rawPath: '/round' }, 'httpapi002')).toBe('round');
  });

  test('does not take a parameter called proxy of another route for the path', () => {
    const event = ownEvent('/other/round', {
      routeKey: 'GET /other/{proxy}',
      pathParameters: { proxy: 'round' },
    });

    expect(found(event)).toBeNull();
  });
});

test.each([[null], [undefined], [1], ['text'], [[]], [{}], [{ requestContext: null }], [{ rawPath: 7 }]])(
  'an event that is none, %j, matches nothing',
  (event) => {
    expect(found(event)).toBeNull();
  },
);

test.each([
  ['http', '2.0', 'GET', http20],
  ['http', '1.0', 'GET', http10],
  ['rest', '1.0', 'GET', rest],
  ['rest', '1.0', '', null],
])('tells a %s API’s event of format %s, method %j', (gateway, payloadFormat, method, event) => {
  expect(apiRequestOf(event)).toMatchObject({ gateway, payloadFormat, method });
});
