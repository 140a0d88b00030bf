import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import type { GithubEvent } from '../github/hub.ts';
import { textAt } from '../github/json.ts';
import type { Conclusion } from '../github/run-record.ts';
import { playJob } from './play-job.ts';
import { contextsOf, enterGroup, type Playing, type RunnerParts } from './playing.ts';
import type { RunSource } from './triggers.ts';
import type { Workflow } from './workflow.ts';

/** Plays one run of a workflow from `queued` to its conclusion; one that cannot be played has failed, as on GitHub. */
export async function runWorkflow(
  parts: RunnerParts,
  workflow: Workflow,
  event: GithubEvent,
  source: RunSource,
): Promise<void> {
  const { workflowRuns } = parts.github;
  const run = await workflowRuns.begin({
    workflowName: workflow.name,
    path: workflow.path,
    event: event.name,
    headSha: source.headSha,
    headBranch: source.headBranch,
    headRepository: source.headRepository,
    actor: textAt(event.payload, 'sender', 'login'),
    pullNumbers: source.pullNumbers,
  });
  // A former lab in the same clone may have left a log of that number.
  await rm(join(parts.logFolder, `${run.id}.log`), { force: true });
  const playing = { workflow, run, event, source, cancel: new AbortController() };
  const conclusion = await playJobs(parts, playing).catch((error: unknown): Conclusion => {
    parts.log(`run ${run.id} ${workflow.name} cannot be played: ${messageOf(error)}`);
    return 'failure';
  });
  // The schedule comes every few seconds, and would carry off what else was told.
  if (event.name !== 'schedule' || conclusion !== 'success') {
    parts.log(`run ${run.id} ${workflow.name} (${event.name}): ${conclusion}`);
  }
  await workflowRuns.complete(run.id, conclusion);
}

async function playJobs(parts: RunnerParts, playing: Playing): Promise<Conclusion> {
  const { workflow } = playing;
  const leave = await enterGroup(parts, playing, workflow.concurrency, contextsOf(parts, playing, ''));
  if (leave === undefined) return 'cancelled';
  try {
    const conclusions: Conclusion[] = [];
    for (const [id, job] of workflow.jobs) conclusions.push(await playJob(parts, playing, id, job));
    return worst(conclusions);
  } finally {
    leave();
  }
}

/** A run ends as its worst job did; a run of skipped jobs only is skipped. */
function worst(conclusions: readonly Conclusion[]): Conclusion {
  const order: readonly Conclusion[] = ['failure', 'cancelled', 'success'];
  return order.find((conclusion) => conclusions.includes(conclusion)) ?? 'skipped';
}
