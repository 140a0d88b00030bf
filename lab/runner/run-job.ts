import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import type { Conclusion } from '../github/run-record.ts';
import { type Contexts, holds, interpolate, type JobStatus } from './expressions.ts';
import { githubContext, stepEnvironment } from './job-environment.ts';
import type { JobMemory, JobSetting } from './job-setting.ts';
import { runStep } from './run-step.ts';
import type { Job, Step } from './workflow.ts';

/**
 * Runs the steps of a job one after the other in a fresh workspace; after a failure only those whose `if:` asks
 * for it. Never throws for what a step did wrong: the reason is in the log.
 */
export async function runJob(job: Job, setting: JobSetting): Promise<Conclusion> {
  const { facts } = setting;
  await mkdir(facts.workspace, { recursive: true });
  await mkdir(join(facts.temp, 'home'), { recursive: true });
  const limit = AbortSignal.timeout((job['timeout-minutes'] ?? 360) * 60_000);
  const bounded = { ...setting, stop: AbortSignal.any([setting.stop, limit]) };
  const memory: JobMemory = { environment: {}, steps: {} };
  let status: JobStatus = 'success';
  for (const [index, step] of job.steps.entries()) {
    const name = step.name ?? step.uses ?? step.run ?? step.id ?? '';
    const contexts = contextsOf(bounded, job, memory, status);
    setting.log(`\n##[group]${index + 1}. ${name}\n`);
    try {
      if (holds(step.if, contexts, status)) await perform({ step, index }, bounded, memory, contexts);
      else setting.log('skipped\n');
    } catch (error) {
      setting.log(`##[error]${messageOf(error)}\n`);
      status = setting.stop.aborted ? 'cancelled' : 'failure';
    }
  }
  setting.log(`\nconclusion: ${status}\n`);
  return status;
}

async function perform(
  { step, index }: { readonly step: Step; readonly index: number },
  setting: JobSetting,
  memory: JobMemory,
  contexts: Contexts,
): Promise<void> {
  const ready = {
    step: { ...step, run: step.run && interpolate(step.run, contexts) },
    index,
    inputs: interpolateAll(step.with ?? {}, contexts),
    environment: {
      ...stepEnvironment(setting.facts),
      ...memory.environment,
      ...interpolateAll(step.env ?? {}, contexts),
    },
  };
  const outputs = await runStep(ready, setting, memory, contexts);
  if (step.id !== undefined) memory.steps[step.id] = { outputs, outcome: 'success', conclusion: 'success' };
}

function contextsOf(setting: JobSetting, job: Job, memory: JobMemory, status: JobStatus): Contexts {
  const github = githubContext(setting.facts);
  return {
    github,
    vars: { ...setting.variables },
    env: { ...job.env, ...memory.environment },
    secrets: { GITHUB_TOKEN: setting.facts.token },
    steps: { ...memory.steps },
    runner: { os: 'Linux', temp: setting.facts.temp },
    job: { status },
  };
}

/** Every value with its expressions replaced. */
function interpolateAll(texts: Readonly<Record<string, string>>, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, interpolate(text, contexts)]));
}
