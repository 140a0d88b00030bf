import { parse } from 'yaml';
import * as z from 'zod';

/** Scalars of YAML, as text: the runner hands everything on as text. */
const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const scalars = z.record(z.string(), scalar);

/** `types`, `workflows` and `cron` are all the filters the template workflows use. */
const trigger = z.strictObject({
  types: z.array(z.string()).optional(),
  workflows: z.array(z.string()).optional(),
});

const concurrency = z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean().optional() });

const permissions = z.record(z.string(), z.enum(['read', 'write', 'none']));

const step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: scalar.optional(),
  uses: z.string().optional(),
  run: scalar.optional(),
  with: scalars.optional(),
  env: scalars.optional(),
});

const job = z.strictObject({
  name: z.string().optional(),
  if: scalar.optional(),
  'runs-on': z.string(),
  'timeout-minutes': z.number().optional(),
  environment: z.string().optional(),
  permissions: permissions.optional(),
  concurrency: concurrency.optional(),
  env: scalars.optional(),
  steps: z.array(step),
});

const workflow = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: permissions.optional(),
  concurrency: concurrency.optional(),
  jobs: z.record(z.string(), job),
});

/** One step of a job. */
export type Step = z.output<typeof step>;
/** One job; `needs`, `strategy` and containers are beyond the lab. */
export type Job = z.output<typeof job>;
/** `concurrency:` of a workflow or job. */
export type Concurrency = z.output<typeof concurrency>;

/** What an event must be for the workflow to run; empty lists stand for "any". */
export interface Trigger {
  readonly types: readonly string[];
  readonly workflows: readonly string[];
}

/** A workflow file, as far as the lab plays it. */
export interface Workflow {
  readonly path: string;
  readonly name: string;
  readonly on: ReadonlyMap<string, Trigger>;
  readonly permissions: Readonly<Record<string, 'read' | 'write' | 'none'>> | undefined;
  readonly concurrency: Concurrency | undefined;
  readonly jobs: ReadonlyMap<string, Job>;
}

/**
 * Reads a workflow file. Keys that the lab does not play are errors, so that no template can rely on them here
 * and mean something else on github.com.
 * @throws z.ZodError naming the key; YAMLParseError with line and column.
 */
export function parseWorkflow(path: string, text: string): Workflow {
  const read = workflow.parse(parse(text));
  const on = Object.entries(read.on).map(([event, filter]): [string, Trigger] => [
    event,
    triggerOf(event, filter),
  ]);
  return {
    path,
    name: read.name,
    on: new Map(on),
    permissions: read.permissions,
    concurrency: read.concurrency,
    jobs: new Map(Object.entries(read.jobs)),
  };
}

/** Activity types GitHub takes where a workflow names none. */
const defaultTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
};

function triggerOf(event: string, filter: unknown): Trigger {
  if (event === 'schedule' || filter === null) return { types: defaultTypes[event] ?? [], workflows: [] };
  const read = trigger.parse(filter);
  return { types: read.types ?? defaultTypes[event] ?? [], workflows: read.workflows ?? [] };
}
