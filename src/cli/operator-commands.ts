import { connectAws } from '../aws/connect-aws.ts';
import { ScientistError } from '../errors.ts';
import {
  type Operation,
  type OperatorPorts,
  operateDetach,
  operateRollback,
  operateStop,
} from '../gate/operate.ts';
import { requireConfig } from '../inputs/config.ts';
import type { Config, FunctionPolicy } from '../release/policy.ts';
import type { Answer } from './answer.ts';
import { statusOf, statusText } from './status.ts';

/** What the commands of an operator are given. */
export interface OperatorContext {
  readonly configPath: string;
  readonly readText: (path: string) => Promise<string>;
  readonly by: string;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
}

const acts = {
  rollback: {
    act: operateRollback,
    done: 'rolled back',
    idle: 'nothing of ours serves: nothing to take back',
  },
  stop: { act: operateStop, done: 'stopped', idle: 'nothing sees requests: nothing to stop' },
  detach: { act: operateDetach, done: 'detached', idle: 'no route is attached: nothing to detach' },
} as const;
export type OperatorAct = keyof typeof acts;

/** `rollback`, `stop` and `detach`: done where there was something to do, and where there was not. */
export async function operate(
  name: OperatorAct,
  functionKey: string | undefined,
  context: OperatorContext,
): Promise<Answer> {
  const config = await readLocalConfig(context);
  const fn = chosenFunction(config, functionKey);
  const ports = await connect(config, context);
  const operation: Operation = { fn, by: context.by };
  const { act, done, idle } = acts[name];
  const acted = await act(ports, operation);
  return {
    data: { function: fn.key, act: name, acted },
    text: `${fn.key}: ${acted ? done : idle}`,
    exitCode: 0,
  };
}

/** `status`: what serves, what is attached, what is compared. */
export async function status(context: OperatorContext): Promise<Answer> {
  const config = await readLocalConfig(context);
  const ports = await connect(config, context);
  const snapshot = await ports.definition.read();
  const functions = statusOf(config, snapshot);
  return {
    data: { functions, problems: snapshot.problems },
    text: statusText(functions, snapshot.problems),
    exitCode: snapshot.problems.length === 0 ? 0 : 1,
  };
}

async function connect(config: Config, { nowMs, say }: OperatorContext): Promise<OperatorPorts> {
  const aws = await connectAws({ ...config.runtime, nowMs, say });
  return { definition: aws.definition, route: aws.route, journal: aws.journal, nowMs, say };
}

async function readLocalConfig({ configPath, readText }: OperatorContext): Promise<Config> {
  return requireConfig(configPath, await readText(configPath));
}

function chosenFunction({ functions }: Config, key: string | undefined): FunctionPolicy {
  const [only, ...more] = key === undefined ? functions : functions.filter((fn) => fn.key === key);
  if (only === undefined || more.length > 0) {
    throw new ScientistError('WrongUsage', {
      expected: `one of the functions ${functions.map((fn) => fn.key).join(', ')}`,
      found: key === undefined ? 'none was named and there are several' : `there is no function "${key}"`,
      remedy: 'Name the function as .github/scientist.yml does.',
    });
  }
  return only;
}
