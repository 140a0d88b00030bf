import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf } from '../../src/errors.ts';
import type { Permissions } from '../github/identity.ts';
import type { Conclusion } from '../github/run-record.ts';
import { holds } from './expressions.ts';
import { openRunLog, type RunLog } from './open-run-log.ts';
import { contextsOf, enterGroup, factsOf, type Playing, type RunnerParts } from './playing.ts';
import { reportJob } from './report-job.ts';
import { runJob } from './run-job.ts';
import type { Job } from './workflow.ts';

/**
 * Plays a job: its condition, its place in its concurrency group, and its steps in a folder of its own that is
 * gone afterwards. The condition comes first, so that a skipped job takes nobody's place.
 */
export async function playJob(
  parts: RunnerParts,
  playing: Playing,
  jobId: string,
  job: Job,
): Promise<Conclusion> {
  const contexts = contextsOf(parts, playing, jobId);
  if (!holds(job.if, contexts, 'success')) return 'skipped';
  const leave = await enterGroup(parts, playing, job.concurrency, contexts);
  if (leave === undefined) return 'cancelled';
  const temp = await mkdtemp(join(tmpdir(), 'scientist-run-'));
  const log = openRunLog(parts.logFolder, playing.run.id);
  const isOfPull = playing.source.ref.startsWith('refs/pull/');
  try {
    // Jobs on the default branch show theirs there, where nobody looks: the lab leaves them out.
    const complete = isOfPull
      ? await reportJob(parts.github, job.name ?? jobId, playing.source.headSha)
      : undefined;
    const conclusion = await inFolder(parts, playing, { jobId, job, temp, log });
    await complete?.(conclusion);
    return conclusion;
  } catch (error) {
    log.write(`##[error]${messageOf(error)}\n`);
    return 'failure';
  } finally {
    await log.close();
    parts.github.workflowRuns.keepLog(playing.run.id, log.text());
    await rm(temp, { recursive: true, force: true });
    leave();
  }
}

async function inFolder(
  parts: RunnerParts,
  playing: Playing,
  place: { readonly jobId: string; readonly job: Job; readonly temp: string; readonly log: RunLog },
): Promise<Conclusion> {
  const { workflowRuns, appToken } = parts.github;
  const { jobId, job, temp, log } = place;
  workflowRuns.progress(playing.run.id);
  // What GitHub gives where a workflow says nothing, in its restricted setting.
  const permissions = job.permissions ?? playing.workflow.permissions ?? { contents: 'read' };
  const token = await appToken(appPermissions(permissions));
  const eventPath = join(temp, 'event.json');
  await writeFile(eventPath, JSON.stringify(playing.event.payload));
  const workspace = join(temp, 'workspace');
  return runJob(job, {
    ...parts.setting,
    stop: AbortSignal.any([parts.setting.stop, playing.cancel.signal]),
    facts: { ...factsOf(parts, playing, jobId), temp, token, eventPath, workspace },
    permissions,
    storeArtifact: (name, zip) => {
      workflowRuns.storeArtifact(playing.run.id, name, zip);
    },
    log: (text) => log.write(text.replaceAll(token, '***')),
  });
}

/** `permissions:` in the API's spelling; the OIDC permission is no permission of the token. */
function appPermissions(permissions: Readonly<Record<string, string>>): Permissions {
  const granted: Record<string, 'read' | 'write'> = {};
  for (const [name, level] of Object.entries(permissions))
    if (name !== 'id-token' && (level === 'read' || level === 'write'))
      granted[name.replaceAll('-', '_')] = level;
  return granted;
}
