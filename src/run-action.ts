import { connectAws } from './aws/connect-aws.ts';
import { messageOf, ScientistError } from './errors.ts';
import type { PackagePort } from './gate/ports.ts';
import { packageFromFolder, packageFromRuns } from './gate/read-package.ts';
import { runScope, type ScopeReport } from './gate/run-scope.ts';
import { connectGithub } from './github/connect-github.ts';
import { type ActionEnvironment, type ActionInputs, parseActionInputs } from './inputs/action-inputs.ts';
import { parseEvent, type RunScope } from './inputs/event.ts';

/** What the Action reads and says outside GitHub's and AWS's APIs. */
export interface ActionIo {
  /** Environment variables of the process. */
  readonly environment: ActionEnvironment;
  readonly readText: (path: string) => Promise<string>;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
}

/** The composition root of the Action: inputs and event in, reported pull requests out. */
export async function runAction({ environment, readText, nowMs, say }: ActionIo): Promise<ScopeReport> {
  const inputs = parseActionInputs(environment);
  const scope = parseEvent(inputs.eventName, await readEvent(inputs, readText));
  const github = await connectGithub({
    token: inputs.githubToken,
    apiUrl: inputs.githubApiUrl,
    repository: inputs.repository,
  });
  const { dryRun, configPath, runUrl } = inputs;
  return runScope(
    {
      github,
      packageFor: packagesOf(inputs, scope, packageFromRuns(github), say),
      connectAws: (runtime) => connectAws({ ...runtime, readOnly: dryRun, nowMs, say }),
      configPath,
      runUrl,
      dryRun,
      nowMs,
      say,
    },
    scope,
  );
}

async function readEvent({ eventPath }: ActionInputs, readText: ActionIo['readText']): Promise<string> {
  try {
    return await readText(eventPath);
  } catch (thrown) {
    throw new ScientistError(
      'InvalidInput',
      {
        expected: 'the payload of the event at GITHUB_EVENT_PATH',
        found: messageOf(thrown),
        remedy: 'Name a file there that holds it, as a runner does',
      },
      thrown,
    );
  }
}

/** A local package was built for the pull request that the event names: every other one has its own runs. */
function packagesOf(
  { packagePath }: ActionInputs,
  scope: RunScope,
  fromRuns: PackagePort,
  say: (line: string) => void,
): (pullRequest: number) => PackagePort {
  if (packagePath === null) {
    return () => fromRuns;
  }
  if (scope.kind !== 'pull-request') {
    say(`the package in ${packagePath} is not used: this event is about no pull request in particular`);
    return () => fromRuns;
  }
  const local = packageFromFolder(packagePath, scope.headSha);
  return (pullRequest) => (pullRequest === scope.number ? local : fromRuns);
}
