import { connectAws, connectRoute } from '../aws/connect-aws.ts';
import { ScientistError } from '../errors.ts';
import { operateDetach, operateDetachAlone } from '../gate/operate/operate-detach.ts';
import { operateRollback } from '../gate/operate/operate-rollback.ts';
import { operateStop } from '../gate/operate/operate-stop.ts';
import type { Operated, OperatorPorts } from '../gate/operate/operation.ts';
import { configPath } from '../inputs/config.ts';
import type { Config, FunctionPolicy } from '../release/policy.ts';
import type { Answer } from './answer.ts';
import { findConfig, readConfigFile } from './find-config.ts';
import { statusOf, statusText } from './status.ts';

/** What the commands of an operator are given. */
export interface OperatorContext {
  /** Named configuration; undefined: `.github/scientist.yml` here or above. */
  readonly config: string | undefined;
  readonly by: string;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
}

const acts = { rollback: operateRollback, stop: operateStop, detach: operateDetach } as const;
/** The commands that change something; `status` only reads. */
export type OperatorCommand = keyof typeof acts;

/** `rollback`, `stop` and `detach` of a function of the configuration; nothing to do is no fault. */
export async function operate(
  act: OperatorCommand,
  functionKey: string | undefined,
  context: OperatorContext,
): Promise<Answer> {
  const config = await readConfigFile(context.config, '.');
  const fn = chosenFunction(config, functionKey);
  const ports = await withoutStackInMind(config, async () => {
    const connected = await connect(config, context);
    const read = () => withoutStackInMind(config, connected.definition.read);
    return { ...connected, definition: { ...connected.definition, read } };
  });
  return answerOf(fn.key, act, await acts[act](ports, { fn, by: context.by }));
}

/** A route as its API knows it, and where that API is. */
export interface RouteOptions {
  readonly api: string;
  readonly route: string;
  readonly region: string | undefined;
}

/** `detach --api … --route …`: by what stands at the API alone, whatever became of the runtime's stack. */
export async function detachAlone(
  { api, route, region }: RouteOptions,
  context: OperatorContext,
): Promise<Answer> {
  const operated = await operateDetachAlone(connectRoute(region ?? (await configuredRegion(context))), {
    id: api,
    route,
  });
  return answerOf(null, 'detach', operated);
}

/** Whoever has no configuration at hand needs none, and is told so. */
async function configuredRegion({ config }: OperatorContext): Promise<string> {
  if (findConfig(config, '.') === null) {
    throw new ScientistError('WrongUsage', {
      expected: `--region, or ${configPath} here or in a folder above`,
      found: 'neither says in which region the API is',
      remedy: 'Add, say, --region eu-west-1',
    });
  }
  return (await readConfigFile(config, '.')).runtime.region;
}

/** `status`: what serves, what is attached, what is compared. */
export async function status(context: OperatorContext): Promise<Answer> {
  const config = await readConfigFile(context.config, '.');
  const snapshot = await (await connect(config, context)).definition.read();
  const functions = statusOf(config, snapshot);
  return {
    data: { functions, problems: snapshot.problems },
    text: statusText(functions, snapshot.problems),
    exitCode: snapshot.problems.length === 0 ? 0 : 1,
  };
}

function answerOf(fn: string | null, act: OperatorCommand, { acted, done, next }: Operated): Answer {
  const lines = [...done.map((line) => (fn === null ? line : `${fn}: ${line}`)), ...next];
  return { data: { function: fn, act, acted, done, next }, text: lines.join('\n'), exitCode: 0 };
}

async function connect(config: Config, { nowMs, say }: OperatorContext): Promise<OperatorPorts> {
  const { definition, route, journal, functions } = await connectAws({ ...config.runtime, nowMs, say });
  return { definition, route, journal, functions, nowMs, say };
}

/** Where the runtime or its records cannot be read, there is still a way to get front off a route. */
async function withoutStackInMind<T>({ runtime }: Config, reach: () => Promise<T>): Promise<T> {
  try {
    return await reach();
  } catch (thrown) {
    if (!(thrown instanceof ScientistError)) {
      throw thrown;
    }
    const { story } = thrown;
    const remedy = `${story.remedy}. To get front off a route without the runtime, call this program with: detach --api ID --route "GET /path" --region ${runtime.region}`;
    throw new ScientistError(thrown.name, { ...story, remedy }, thrown);
  }
}

function chosenFunction({ functions }: Config, key: string | undefined): FunctionPolicy {
  const [only, ...more] = key === undefined ? functions : functions.filter((fn) => fn.key === key);
  if (only === undefined || more.length > 0) {
    throw new ScientistError('WrongUsage', {
      expected: `one of the functions ${functions.map((fn) => fn.key).join(', ')}`,
      found: key === undefined ? 'none was named and there are several' : `there is no function "${key}"`,
      remedy: 'Name the function as .github/scientist.yml does',
    });
  }
  return only;
}
