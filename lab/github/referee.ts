import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { ExchangeListener } from './exchange.ts';
import { at, type Json, objectAt, parseJson } from './json.ts';
import { dereference, type Operation, operationsOf } from './openapi-operations.ts';
import { withNullTypes } from './openapi-schemas.ts';
import { isAllowed } from './referee-allowances.ts';

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
  /** Judges what app tokens do, that is, what the product does. */
  readonly onExchange: ExchangeListener;
  /** What was wrong so far, each wording once. */
  readonly violations: () => readonly string[];
}

/** Reads the trimmed description and compiles schemas as they are needed. */
export function createReferee(): Referee {
  const file = join(import.meta.dirname, '..', 'openapi', 'github.json');
  const description = withNullTypes(parseJson(readFileSync(file, 'utf8')));
  const operations = operationsOf(description);
  const bodies = checkAgainst(description, false);
  const queries = checkAgainst(description, true);
  const judge = (exchange: Exchange): readonly string[] => {
    const url = new URL(exchange.target, 'http://github');
    // GraphQL has no OpenAPI description; the facade answers the queries it knows.
    if (url.pathname === '/graphql') return [];
    const operation = operations.find(
      (known) => known.method === exchange.method.toLowerCase() && known.expression.test(url.pathname),
    );
    if (operation === undefined)
      return [`${exchange.method} ${url.pathname}: not among the product's routes`];
    const place = `${exchange.method} ${operation.path} ${exchange.status}`;
    const faults = [
      ...queryFaults(description, operation, url, queries),
      ...requestFaults(description, operation, exchange, bodies),
      ...responseFaults(description, operation, exchange, bodies),
    ];
    return faults
      .filter((fault) => !isAllowed(place, exchange.status, fault))
      .map((fault) => `${place}: ${fault}`);
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

/** Checks a value against the schema at a pointer; faults begin with `where`. */
type Check = (pointer: string, value: Json, where: string) => readonly string[];

function checkAgainst(description: Json, coerceTypes: boolean): Check {
  const options = { strict: false, validateFormats: false, inlineRefs: false } as const;
  const ajv = new Ajv({ ...options, allErrors: !coerceTypes, coerceTypes });
  ajv.addSchema(objectAt(description), 'github');
  const compiled = new Map<string, ValidateFunction>();
  return (pointer, value, where) => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `github#${encodeURI(pointer)}` });
    compiled.set(pointer, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${where}${error.instancePath} ${error.message}`);
  };
}

function queryFaults(description: Json, operation: Operation, url: URL, check: Check): readonly string[] {
  const parameters = at(description, 'paths', operation.path, operation.method, 'parameters');
  const known = (Array.isArray(parameters) ? parameters : []).map((parameter, index) =>
    dereference(description, parameter, `${operation.pointer}/parameters/${index}`),
  );
  return [...url.searchParams].flatMap(([name, text]) => {
    const match = known.find(({ value }) => at(value, 'name') === name && at(value, 'in') === 'query');
    if (match === undefined) return [`query.${name} is not a parameter`];
    return check(`${match.pointer}/schema`, text, `query.${name}`);
  });
}

function requestFaults(
  description: Json,
  operation: Operation,
  exchange: Exchange,
  check: Check,
): readonly string[] {
  if (exchange.request === undefined) return [];
  const body = at(description, 'paths', operation.path, operation.method, 'requestBody');
  if (body === undefined) return ['request: takes no body'];
  const pointer = `${operation.pointer}/requestBody/content/application~1json/schema`;
  return check(pointer, exchange.request, 'request');
}

function responseFaults(
  description: Json,
  operation: Operation,
  exchange: Exchange,
  check: Check,
): readonly string[] {
  const status = String(exchange.status);
  const named = at(description, 'paths', operation.path, operation.method, 'responses', status);
  if (named === undefined) return ['response: undocumented status'];
  const { value, pointer } = dereference(description, named, `${operation.pointer}/responses/${status}`);
  const isJson = at(value, 'content', 'application/json') !== undefined;
  if (!isJson || exchange.response === undefined) return [];
  return check(`${pointer}/content/application~1json/schema`, exchange.response, 'response');
}
