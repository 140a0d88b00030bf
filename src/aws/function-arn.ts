/** A function as it was named: by name or ARN, and the version or alias behind it. */
export interface FunctionReference {
  /** Name, or ARN without qualifier: what Lambda takes as FunctionName. */
  readonly functionName: string;
  readonly qualifier: string | null;
}

const functionArn = /^(arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9-_]+)(?::(.+))?$/;

/** Takes a name or ARN apart: `round`, `round:live`, `arn:…:function:round`, `arn:…:function:round:7`. */
export function parseFunctionReference(nameOrArn: string): FunctionReference {
  const arn = functionArn.exec(nameOrArn);
  const [functionName = nameOrArn, qualifier] = arn ? [arn[1], arn[2]] : nameOrArn.split(':', 2);
  return { functionName, qualifier: qualifier ?? null };
}

/** Parameters of a Lambda call that concerns a function or one of its versions. */
export function callParametersOf(nameOrArn: string): { FunctionName: string; Qualifier?: string } {
  const { functionName, qualifier } = parseFunctionReference(nameOrArn);
  return { FunctionName: functionName, ...(qualifier !== null && { Qualifier: qualifier }) };
}

/** The ARN without version or alias. */
export function unqualifiedArnOf(arn: string): string {
  return functionArn.exec(arn)?.[1] ?? arn;
}

/** `arn:…:function:round:7` for a function's ARN and `7`; the ARN alone for null. */
export function qualifiedArnOf(arn: string, qualifier: string | null): string {
  const base = unqualifiedArnOf(arn);
  return qualifier === null ? base : `${base}:${qualifier}`;
}

/**
 * URI by which a REST API's Lambda proxy integration names its function.
 * Source: API Gateway REST API reference, `uri` of PutIntegration.
 */
export function integrationUriOf(arn: string): string {
  const [, partition, , region] = arn.split(':');
  return `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
}

/**
 * The function that an integration invokes, null where its URI names something else. HTTP APIs take the ARN
 * itself or the REST form; stage variables in a URI name no function that could be told from here.
 */
export function functionArnOfUri(uri: string): string | null {
  const path = /:lambda:path\/[^/]+\/functions\/([^/]+)\/invocations$/.exec(uri);
  const arn = path?.[1] ?? uri;
  return functionArn.test(arn) && !arn.includes('${') ? arn : null;
}

/**
 * Who may invoke a function for a route: any stage of the API, this method, this path. Placeholders of the
 * path become `*`. Source: API Gateway developer guide, "Control access for invoking an API".
 */
export function routeSourceArnOf(arn: string, apiId: string, route: string): string {
  const [, partition, , region, account] = arn.split(':');
  const [method = '', path = ''] = route.split(' ');
  const anyMethod = method === 'ANY' ? '*' : method;
  return `arn:${partition}:execute-api:${region}:${account}:${apiId}/*/${anyMethod}${path.replace(/\{[^}]*\}/g, '*')}`;
}
