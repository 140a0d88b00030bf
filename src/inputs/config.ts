import * as z from 'zod';
import { isFreeName } from '../../scientist-runtime/contract/own-entry.ts';
import {
  type DocumentProblem,
  type ParsedDocument,
  parseYamlDocument,
} from '../../scientist-runtime/contract/yaml-document.ts';
import { ScientistError } from '../errors.ts';
import type { Config, FunctionPolicy } from '../release/policy.ts';
import { closedObject, optionalPart } from './closed-object.ts';
import { policySchema } from './policy.ts';

/** Where the configuration stands unless the Action's input `config` says otherwise. */
export const configPath = '.github/scientist.yml';

const notBuilt = ['api-gateway', 'alias', 'route', 'merge'];

/** A target that exists in the contract but not here yet must not be taken for another one. */
const promote = closedObject({
  target: z.literal('experiment', {
    error: ({ input }) =>
      typeof input === 'string' && notBuilt.includes(input)
        ? `"${input}" is not built yet: use experiment`
        : 'expected experiment',
  }),
});

const control = z
  .string({ error: 'expected the name or ARN of a Lambda function' })
  .regex(
    /^([A-Za-z0-9-_]{1,64}|arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9-_]{1,64}(:[A-Za-z0-9-_$]{1,128})?)$/,
    'expected the name or ARN of a Lambda function, such as "acme-functions-round"',
  );

const glob = z
  .string({ error: 'expected a pattern such as "round/**"' })
  .regex(/^[^/\s][^\0\n]{0,299}$/, 'expected a pattern from the top of the repository, such as "round/**"');

/** What a package may bring only by name: both run code that is not in the package's archive. */
const allow = closedObject({
  /** Variables such as NODE_OPTIONS that make a runtime load other code. */
  environment: z
    .array(
      z
        .string({ error: 'expected the name of an environment variable' })
        .regex(/^[A-Za-z][A-Za-z0-9_]{0,255}$/, 'expected the name of an environment variable'),
      { error: 'expected a list such as ["NODE_OPTIONS"]' },
    )
    .default([]),
  /** Layers of other accounts, any version of each. */
  layers: z
    .array(
      z
        .string({ error: 'expected the ARN of a layer' })
        .regex(
          /^arn:aws[a-z-]*:lambda:[a-z0-9-]*:\d{0,12}:(aws)?layer:[A-Za-z0-9-_]{1,140}$/,
          'expected the ARN of a layer without its version',
        ),
      { error: 'expected a list of layer ARNs' },
    )
    .default([]),
});

const functionSchema = closedObject({
  control,
  experiment: z
    .string({ error: 'expected a key of experiments.yml' })
    .regex(/^[A-Za-z0-9-_.]{1,100}$/, 'expected a key of experiments.yml, such as "rounding-float"')
    .refine(isFreeName, 'expected a key that experiments.yml may have'),
  paths: z.array(glob, { error: 'expected a list such as ["round/**"]' }).default([]),
  promote: promote.default({ target: 'experiment' }),
  allow: optionalPart(allow),
  /** Sample events. Accepted so that a configuration may name them; nothing replays them yet. */
  events: glob.optional(),
});

const configSchema = closedObject({
  version: z.literal(1, { error: 'expected 1' }),
  runtime: closedObject({
    /** Name of the CloudFormation stack of scientist-runtime; every other name is one of its outputs. */
    stack: z
      .string({ error: 'expected the name of the runtime stack' })
      .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'expected the name of a CloudFormation stack'),
    region: z
      .string({ error: 'expected a region, such as "eu-west-1"' })
      .regex(/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/, 'expected a region, such as "eu-west-1"'),
  }),
  functions: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z0-9-_]{1,64}$/)
        .refine(isFreeName),
      functionSchema,
      {
        error: ({ code }) =>
          code === 'invalid_key'
            ? 'expected a short name of letters, digits, - and _, not one that every object has, such as "constructor"'
            : 'expected a map with a short name for each function',
      },
    )
    .refine((functions) => Object.keys(functions).length > 0, { error: 'expected at least one function' }),
  policy: policySchema,
}).superRefine(({ functions }, context) => {
  for (const field of ['control', 'experiment'] as const) {
    const owners = new Map<string, string>();
    for (const [key, value] of Object.entries(functions)) {
      const owner = owners.get(value[field]);
      if (owner !== undefined) {
        const message = `"${value[field]}" is taken by function "${owner}"; each function needs its own`;
        context.addIssue({ code: 'custom', path: ['functions', key, field], message });
      }
      owners.set(value[field], key);
    }
  }
});

/**
 * Parses `.github/scientist.yml`: every default filled, unknown keys and what is not built yet are problems
 * with line and column.
 */
export function parseConfig(text: string): ParsedDocument<Config> {
  const parsed = parseYamlDocument(text, configSchema);
  return parsed.ok
    ? {
        ok: true,
        value: {
          runtime: parsed.value.runtime,
          functions: Object.entries(parsed.value.functions).map(
            ([key, { control, experiment, paths, promote, allow }]): FunctionPolicy => ({
              key,
              control,
              experiment,
              paths,
              promote,
              allow,
            }),
          ),
          policy: parsed.value.policy,
        },
      }
    : parsed;
}

/** The configuration, or a `InvalidInput` that lists each problem as `file:line:column: message`. */
export function requireConfig(file: string, text: string): Config {
  const parsed = parseConfig(text);
  if (parsed.ok) {
    return parsed.value;
  }
  throw new ScientistError('InvalidInput', {
    expected: 'a valid configuration',
    found: describeProblems(file, parsed.problems).join('\n'),
    remedy: `Mend ${file} on the base branch.`,
  });
}

/** Problems as `file:line:column: message`, the form that editors and CI logs turn into links. */
export function describeProblems(file: string, problems: readonly DocumentProblem[]): readonly string[] {
  return problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`);
}
