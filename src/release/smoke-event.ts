/**
 * A plain request for a route key (`GET /round`), in API Gateway's payload format 2.0 with the fields of 1.0 beside
 * them, so that a handler of either kind finds what it reads. It has no parameters: an answer of any status will do.
 */
export function smokeEvent(routeKey: string | null): Readonly<Record<string, unknown>> {
  const [method = 'GET', path = '/'] = (routeKey ?? 'GET /').split(' ');
  return {
    version: '2.0',
    routeKey: routeKey ?? '$default',
    rawPath: path,
    rawQueryString: '',
    headers: { 'user-agent': 'serverless-scientist' },
    isBase64Encoded: false,
    httpMethod: method,
    path,
    resource: path,
    queryStringParameters: null,
    pathParameters: null,
    body: null,
    requestContext: { http: { method, path, protocol: 'HTTP/1.1' }, httpMethod: method, resourcePath: path },
  };
}
