import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { ExchangeListener } from './create-facade.ts';
import { at, isObject, type Json, objectAt, parseJson } from './json.ts';
import { withNullTypes } from './openapi-schemas.ts';
import { allowances } from './referee-allowances.ts';

/** One request and its answer. */
export interface Exchange {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly status: number;
  readonly request?: Json | undefined;
  readonly response?: Json | undefined;
}

/** Judges exchanges against GitHub's OpenAPI description. */
export interface Referee {
  /** What is wrong with an exchange, in words; empty when nothing is. */
  readonly judge: (exchange: Exchange) => readonly string[];
  /** Listener for `startGithub`: judges what app tokens do, that is, what the product does. */
  readonly onExchange: ExchangeListener;
  /** What was wrong so far, each wording once. */
  readonly violations: () => readonly string[];
}

interface Operation {
  readonly expression: RegExp;
  readonly path: string;
  readonly method: string;
  readonly pointer: string;
}

/** Parameters that may contain slashes; in all others a slash ends the segment. */
const longParameters = new Set(['path', 'ref', 'basehead']);

/** Reads the trimmed description and compiles schemas as they are needed. */
export function createReferee(): Referee {
  const file = join(import.meta.dirname, '..', 'openapi', 'github.json');
  const spec = withNullTypes(parseJson(readFileSync(file, 'utf8')));
  const bodies = new Ajv({ strict: false, allErrors: true, validateFormats: false, inlineRefs: false });
  const queries = new Ajv({ strict: false, validateFormats: false, inlineRefs: false, coerceTypes: true });
  for (const ajv of [bodies, queries]) ajv.addSchema(objectAt(spec), 'github');
  const compiled = new Map<string, ValidateFunction>();
  const operations = operationsOf(spec);
  const faults = (ajv: Ajv, pointer: string, value: Json, where: string): string[] => {
    const known = compiled.get(pointer) ?? ajv.compile({ $ref: `github#${encodeURI(pointer)}` });
    compiled.set(pointer, known);
    if (known(value)) return [];
    return (known.errors ?? []).map((error) => `${where}${error.instancePath} ${error.message}`);
  };

  const judge = (exchange: Exchange): string[] => {
    const url = new URL(exchange.target, 'http://github');
    const route = operations.find(
      (known) => known.method === exchange.method.toLowerCase() && known.expression.test(url.pathname),
    );
    // GraphQL has no OpenAPI description; the facade answers the one query it knows.
    if (url.pathname === '/graphql') return [];
    if (route === undefined) return [`${exchange.method} ${url.pathname}: not among the product's routes`];
    const operation = objectAt(spec, 'paths', route.path, route.method);
    const at_ = `${exchange.method} ${route.path} ${exchange.status}`;
    const found = [
      ...queryFaults(spec, operation, route, url, (pointer, value, where) =>
        faults(queries, pointer, value, where),
      ),
      ...requestFaults(operation, route, exchange, (pointer, value, where) =>
        faults(bodies, pointer, value, where),
      ),
      ...responseFaults(spec, operation, route, exchange, (pointer, value, where) =>
        faults(bodies, pointer, value, where),
      ),
    ];
    return found
      .filter((fault) => !allowances.some((allowed) => allowed.at === at_ && fault.startsWith(allowed.fault)))
      .map((fault) => `${at_}: ${fault}`);
  };
  const seen = new Set<string>();
  return {
    judge,
    onExchange: (call, answer) => {
      if (call.identity.kind !== 'app') return;
      const response = Buffer.isBuffer(answer.body) ? undefined : answer.body;
      const exchange = { method: call.method, target: call.target, status: answer.status };
      for (const fault of judge({ ...exchange, request: call.body, response })) seen.add(fault);
    },
    violations: () => [...seen],
  };
}

type Check = (pointer: string, value: Json, where: string) => string[];

function queryFaults(spec: Json, operation: Json, route: Operation, url: URL, check: Check): string[] {
  const parameters = at(operation, 'parameters');
  const known = (Array.isArray(parameters) ? parameters : []).map((parameter, index) => {
    const reference = at(parameter, '$ref');
    return typeof reference === 'string'
      ? { parameter: resolve(spec, reference), pointer: reference.slice(1) }
      : { parameter, pointer: `${route.pointer}/parameters/${index}` };
  });
  return [...url.searchParams].flatMap(([name, text]) => {
    const match = known.find(
      ({ parameter }) => at(parameter, 'name') === name && at(parameter, 'in') === 'query',
    );
    if (match === undefined) return [`query.${name} is not a parameter`];
    return check(`${match.pointer}/schema`, text, `query.${name}`);
  });
}

function requestFaults(operation: Json, route: Operation, exchange: Exchange, check: Check): string[] {
  if (exchange.request === undefined) return [];
  if (at(operation, 'requestBody') === undefined) return ['request: takes no body'];
  return check(`${route.pointer}/requestBody/content/application~1json/schema`, exchange.request, 'request');
}

function responseFaults(
  spec: Json,
  operation: Json,
  route: Operation,
  exchange: Exchange,
  check: Check,
): string[] {
  const documented = at(operation, 'responses', String(exchange.status));
  if (documented === undefined) return ['response: undocumented status'];
  const reference = at(documented, '$ref');
  const pointer =
    typeof reference === 'string' ? reference.slice(1) : `${route.pointer}/responses/${exchange.status}`;
  const shape = typeof reference === 'string' ? resolve(spec, reference) : documented;
  if (at(shape, 'content', 'application/json') === undefined || exchange.response === undefined) return [];
  return check(`${pointer}/content/application~1json/schema`, exchange.response, 'response');
}

function resolve(spec: Json, reference: string): Json | undefined {
  return at(spec, ...reference.slice(2).split('/'));
}

/** Most literal first, so that `/issues/comments/{id}` is not taken for `/issues/{number}/comments`. */
function operationsOf(spec: Json): Operation[] {
  const literal = (path: string) => path.replaceAll(/\{\w+\}/g, '').length;
  return Object.entries(objectAt(spec, 'paths'))
    .sort(([a], [b]) => literal(b) - literal(a))
    .flatMap(([path, methods]) =>
      (isObject(methods) ? Object.keys(methods) : []).map((method) => ({
        path,
        method,
        expression: expressionOf(path),
        pointer: `/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}`,
      })),
    );
}

function expressionOf(path: string): RegExp {
  const source = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    longParameters.has(name) ? '.+' : '[^/]+',
  );
  return new RegExp(`^${source}$`);
}
