import * as z from 'zod';
import { isFreeName } from './own-entry.ts';
import { strictObject } from './strict-object.ts';
import { type DocumentProblem, type ParsedDocument, parseYamlDocument } from './yaml-document.ts';

/** A JSON Pointer (RFC 6901) whose tokens may be `*`, which stands for every member of an array or object. */
const pointer = z
  .string()
  .regex(/^(\/([^~/]|~[01])*)*$/, 'expected a JSON Pointer such as "/generatedAt" or "/items/*/id"');

const lambdaArn = z
  .string()
  .regex(
    /^arn:(aws|aws-cn|aws-us-gov|\{AWSPARTITION\}):lambda:(\{AWSREGION\}|[a-z0-9-]+):(\{AWSACCOUNT_ID\}|\d{12}):function:[A-Za-z0-9-_]{1,64}(:[A-Za-z0-9-_$]{1,128})?$/,
    'expected the ARN of a Lambda function, such as arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:control-round',
  );

const bodyComparator = strictObject({
  /** How to read the body; by default the control's content type says it. */
  format: z.enum(['json', 'text', 'binary']).optional(),
  /** Places that are not compared. */
  ignore: z.array(pointer).default([]),
  /** Absolute tolerance for the numbers at a pointer. */
  tolerance: z.record(pointer, z.number().nonnegative()).default({}),
  /** Arrays whose order does not matter. */
  unordered: z.array(pointer).default([]),
});

const headerName = z.string().regex(/^[A-Za-z0-9-]+$/, 'expected the name of a header');

/** One entry of `comparators`: a map with exactly one key, as the tutorial writes it (`- body:`). */
const comparatorEntry = strictObject({
  body: bodyComparator.nullable().optional(),
  statuscode: z.null().optional(),
  headers: z.array(headerName).min(1).optional(),
}).refine((entry) => Object.keys(entry).length === 1, {
  error: 'expected one of "body", "statuscode" or "headers" (a list of names)',
});

const functionEntry = strictObject({ name: z.string().min(1).max(200), arn: lambdaArn });

/**
 * A route as API Gateway's route keys have it (HTTP API), or the method and path of a resource (REST API):
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export const routeKey = /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) \/\S*$/;
/** The same for people, after "expected". */
export const expectedRouteKey =
  'a route such as "GET /round": ANY, DELETE, GET, HEAD, OPTIONS, PATCH, POST or PUT, and a path that begins with a slash';

const experimentSchema = strictObject({
  comparators: z.array(comparatorEntry).min(1).optional(),
  /**
   * First segment or segments of the path on the front's own endpoint, without the leading slash. An experiment with
   * `api` is not served there.
   */
  path: z.string().regex(/^[^/\s?#][^\s?#]*$/, 'expected a path without a leading slash, such as "round"'),
  control: functionEntry,
  candidates: z
    .record(z.string().regex(/^[A-Za-z0-9-_]{1,64}$/, 'expected a short name'), functionEntry)
    .default({}),
  /** The user's own API and route, attached while a release is soaked or watched. */
  api: z
    .strictObject({
      // An id of digits alone, or one such as 12345e6789, is a number to YAML.
      id: z
        .string({ error: 'expected the id of an API as text: write it in quotes, such as "0123456789"' })
        .regex(/^[a-z0-9]+$/, 'expected the id of an API, such as "a1b2c3d4e5"'),
      route: z.string().regex(routeKey, {
        error: ({ input }) =>
          `expected ${expectedRouteKey}, found ${JSON.stringify(input).slice(0, 100)}; write it as API Gateway lists the route`,
      }),
    })
    .optional(),
  /** Methods that are shadowed; GET and HEAD where nothing else is declared. */
  methods: z.array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])).optional(),
  /** A promise that other methods than GET and HEAD have no lasting effect, or none outside a sandbox. */
  effects: z.enum(['none', 'sandboxed']).optional(),
  shadowing: z.enum(['on', 'off']).default('on'),
  handOff: z.enum(['extension', 'awaited']).default('extension'),
  /** Part of the requests that is shadowed, 0–1. */
  sample: z.number().min(0).max(1).default(1),
  /** Pointers whose values never leave the request path. */
  redact: z.array(pointer).default([]),
});

const definitionSchema = strictObject({
  experiments: z.record(
    z.string().regex(/^[A-Za-z0-9-_.]{1,100}$/, 'expected a short name without spaces'),
    experimentSchema,
  ),
});

/** One experiment as it stands in `experiments.yml`, defaults filled, placeholders not. */
export type Experiment = z.output<typeof experimentSchema>;
/** How bodies are compared, with `ignore`, `tolerance` and `unordered` filled (empty where not given). */
export type BodyComparator = z.output<typeof bodyComparator>;

/** What is compared. `body` null: the body is not. Header names in lower case. */
export interface Comparators {
  readonly body: BodyComparator | null;
  readonly statusCode: boolean;
  readonly headers: readonly string[];
}

/**
 * Parses `experiments.yml`. Beyond the schema: no two experiments may share a path or a route, because front
 * could not tell which one a request belongs to, and a method beyond GET and HEAD needs a word about effects.
 */
export function parseExperiments(text: string): ParsedDocument<Readonly<Record<string, Experiment>>> {
  const parsed = parseYamlDocument(text, definitionSchema.superRefine(refuseAmbiguity));
  return parsed.ok ? { ok: true, value: parsed.value.experiments } : parsed;
}

function refuseAmbiguity(
  definition: { experiments: Record<string, Experiment> },
  context: z.RefinementCtx,
): void {
  const owners = new Map<string, string>();
  for (const [name, experiment] of Object.entries(definition.experiments)) {
    if (!isFreeName(name)) {
      context.addIssue({
        code: 'custom',
        path: ['experiments', name],
        message: `"${name}" cannot be the name of an experiment; choose another`,
      });
    }
    const keys: [string, string][] = [[experiment.path, 'path']];
    if (experiment.api) {
      keys.push([`${experiment.api.id} ${experiment.api.route}`, 'api']);
    }
    for (const [key, field] of keys) {
      const owner = owners.get(key);
      if (owner !== undefined) {
        context.addIssue({
          code: 'custom',
          path: ['experiments', name, field],
          message: `"${key}" is taken by experiment "${owner}"; give each experiment its own`,
        });
      }
      owners.set(key, name);
    }
    const unsafe = (experiment.methods ?? []).filter((method) => method !== 'GET' && method !== 'HEAD');
    if (unsafe.length > 0 && experiment.effects === undefined) {
      context.addIssue({
        code: 'custom',
        path: ['experiments', name, 'methods'],
        message: `${unsafe.join(', ')} may change data; add "effects: none" or "effects: sandboxed", or leave it out`,
      });
    }
  }
}

/** The comparators of an experiment; body, status code and {@link defaultHeaders} where the file names none. */
export function comparatorsOf(experiment: Experiment): Comparators {
  const entries = experiment.comparators;
  if (entries === undefined) {
    return defaultComparators;
  }
  let body: BodyComparator | null = null;
  let statusCode = false;
  const headers: string[] = [];
  for (const entry of entries) {
    if (entry.body !== undefined) {
      body = entry.body ?? emptyBody;
    }
    if (entry.statuscode !== undefined) {
      statusCode = true;
    }
    headers.push(...(entry.headers ?? []).map((name) => name.toLowerCase()));
  }
  return { body, statusCode, headers };
}

const emptyBody: BodyComparator = { ignore: [], tolerance: {}, unordered: [] };

/**
 * Headers that are compared where a definition names none: what a body is, where a redirect leads, and who may read the
 * answer in a browser.
 */
export const defaultHeaders: readonly string[] = [
  'content-type',
  'location',
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-expose-headers',
  'access-control-max-age',
];

/** What is compared where a definition says nothing else. */
export const defaultComparators: Comparators = {
  body: emptyBody,
  statusCode: true,
  headers: defaultHeaders,
};

export type { DocumentProblem };
