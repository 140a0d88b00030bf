import { connectAws } from './aws/connect-aws.ts';
import { packageFromFolder, packageFromRuns } from './gate/read-package.ts';
import { type GateRun, type Reported, runScope } from './gate/run-scope.ts';
import { connectGithub } from './github/connect-github.ts';
import { type ActionEnvironment, type ActionInputs, parseActionInputs } from './inputs/action-inputs.ts';
import { parseEvent } from './inputs/event.ts';

/** What the Action reads and says outside GitHub's and AWS's APIs. */
export interface ActionIo {
  /** Environment variables of the process. */
  readonly environment: ActionEnvironment;
  readonly readText: (path: string) => Promise<string>;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
}

/** The composition root of the Action: inputs and event in, reported pull requests out. */
export async function runAction(io: ActionIo): Promise<readonly Reported[]> {
  const inputs: ActionInputs = parseActionInputs(io.environment);
  const scope = parseEvent(inputs.eventName, await io.readText(inputs.eventPath));
  const github = await connectGithub({
    token: inputs.githubToken,
    apiUrl: inputs.githubApiUrl,
    repository: inputs.repository,
  });
  const connections = new Map<string, ReturnType<typeof connectAws>>();
  const run: GateRun = {
    github,
    package: inputs.packagePath === null ? packageFromRuns(github) : packageFromFolder(inputs.packagePath),
    connectAws: (runtime) => {
      const key = JSON.stringify(runtime);
      const connection = connections.get(key) ?? connectAws({ ...runtime, nowMs: io.nowMs, say: io.say });
      connections.set(key, connection);
      return connection;
    },
    configPath: inputs.configPath,
    dryRun: inputs.dryRun,
    nowMs: io.nowMs,
    say: io.say,
  };
  return runScope(run, scope);
}
