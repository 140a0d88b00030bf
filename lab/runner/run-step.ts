import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Contexts, interpolate } from './expressions.ts';
import { parseFileCommands } from './file-commands.ts';
import type { JobMemory, JobSetting } from './job-setting.ts';
import { checkOut } from './steps/check-out.ts';
import { inputVariables, readAction } from './steps/read-action.ts';
import { packArtifact } from './steps/upload-artifact.ts';
import type { Step } from './workflow.ts';

/** A step with its expressions already replaced. */
export interface ReadyStep {
  readonly step: Step;
  /** Place of the step in its job, from 0: names the files that it is given. */
  readonly index: number;
  readonly inputs: Readonly<Record<string, string>>;
  /** The whole environment of a program that it starts. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs one step and returns its outputs. Known actions are played, `run:` goes to bash as on GitHub
 * (`-e`, `pipefail`), and this repository's action is started as built.
 * @throws Error when the step fails or names an action the lab does not play.
 */
export async function runStep(
  ready: ReadyStep,
  setting: JobSetting,
  memory: JobMemory,
  contexts: Contexts,
): Promise<Record<string, string>> {
  const { step, inputs } = ready;
  if (step.run !== undefined) {
    const script = join(setting.facts.temp, `step-${ready.index}.sh`);
    await writeFile(script, step.run);
    return runProgram(ready, ['bash', '-eo', 'pipefail', script], setting, memory);
  }
  switch (step.uses?.split('@')[0]) {
    case 'actions/checkout':
      await checkOutHead(setting, inputs);
      return {};
    case 'actions/setup-node':
      setting.log('lab: the locked Node is on the path already\n');
      return {};
    case 'actions/upload-artifact':
      return upload(setting, inputs);
    case 'aws-actions/configure-aws-credentials':
      configureAws(setting, memory, inputs);
      return {};
    case 'serverless-scientist/serverless-scientist': {
      const action = await readAction(setting.actionRoot);
      const defaults = Object.entries(action.defaults).map(([name, text]) => [
        name,
        interpolate(text, contexts),
      ]);
      const variables = inputVariables({ ...Object.fromEntries(defaults), ...inputs });
      const withInputs = { ...ready, environment: { ...ready.environment, ...variables } };
      return runProgram(withInputs, [setting.node, action.main], mortal(setting), memory);
    }
    default:
      throw new Error(`the lab does not play ${step.uses ?? 'a step without uses or run'}`);
  }
}

/** The setting in which the action runs until somebody asked for its death at what it printed. */
function mortal(setting: JobSetting): JobSetting {
  const death = new AbortController();
  let printed = '';
  return {
    ...setting,
    stop: AbortSignal.any([setting.stop, death.signal]),
    log: (text) => {
      setting.log(text);
      printed += text;
      if (!death.signal.aborted && setting.diesAt(printed)) death.abort();
    },
  };
}

async function runProgram(
  { index, environment }: ReadyStep,
  command: readonly string[],
  setting: JobSetting,
  memory: JobMemory,
): Promise<Record<string, string>> {
  const { temp, workspace } = setting.facts;
  const file = (name: string) => join(temp, `${name}-${index}`);
  const files = {
    GITHUB_OUTPUT: file('output'),
    GITHUB_ENV: file('env'),
    GITHUB_PATH: file('path'),
    GITHUB_STATE: file('state'),
    GITHUB_STEP_SUMMARY: file('summary'),
  };
  await Promise.all(Object.values(files).map((path) => writeFile(path, '')));
  const [program = '', ...rest] = command;
  const code = await setting.processes.run(
    { command: program, arguments: rest, folder: workspace, environment: { ...environment, ...files } },
    setting.log,
    setting.stop,
  );
  Object.assign(memory.environment, parseFileCommands(await readFile(files.GITHUB_ENV, 'utf8')));
  const summary = await readFile(files.GITHUB_STEP_SUMMARY, 'utf8');
  if (summary !== '') await appendFile(join(temp, 'summary.md'), summary);
  if (code !== 0) throw new Error(`Process completed with exit code ${code}.`);
  return parseFileCommands(await readFile(files.GITHUB_OUTPUT, 'utf8'));
}

async function checkOutHead(setting: JobSetting, inputs: Readonly<Record<string, string>>): Promise<void> {
  const { facts } = setting;
  const ref = inputs.ref ?? facts.sha;
  await checkOut({
    apiUrl: facts.apiUrl,
    repository: facts.repository,
    ref,
    token: facts.token,
    folder: facts.workspace,
  });
  setting.log(`checked out ${ref}\n`);
}

async function upload(
  setting: JobSetting,
  inputs: Readonly<Record<string, string>>,
): Promise<Record<string, string>> {
  const zip = await packArtifact(setting.facts.workspace, inputs);
  if (zip === undefined) {
    setting.log('##[warning]No files were found. No artifacts will be uploaded.\n');
    return {};
  }
  setting.storeArtifact(inputs.name ?? 'artifact', zip);
  setting.log(`uploaded ${zip.length} bytes\n`);
  return {};
}

/** Without `id-token: write` GitHub gives no token to exchange, so there are no credentials either. */
function configureAws(
  setting: JobSetting,
  memory: JobMemory,
  inputs: Readonly<Record<string, string>>,
): void {
  if (setting.permissions['id-token'] !== 'write')
    throw new Error('Credentials could not be loaded: the job has no permission id-token: write');
  if (inputs['role-to-assume'] === undefined || inputs['role-to-assume'] === '')
    throw new Error('Input required: role-to-assume');
  Object.assign(memory.environment, setting.awsEnvironment);
  setting.log(`assumed ${inputs['role-to-assume']}\n`);
}
