/** An event of the front's own endpoint, as API Gateway sends it in payload format 2.0. */
export function ownEvent(path = '/round', method = 'GET'): Record<string, unknown> {
  return {
    version: '2.0',
    routeKey: 'ANY /{proxy+}',
    rawPath: path,
    rawQueryString: 'number=62.5',
    headers: { authorization: 'Bearer abc.def.ghi' },
    requestContext: { apiId: 'frontapi01', stage: '$default', http: { method, path } },
    pathParameters: { proxy: path.slice(1) },
    isBase64Encoded: false,
  };
}
