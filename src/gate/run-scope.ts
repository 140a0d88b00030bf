import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import { messageOf, ScientistError } from '../errors.ts';
import type { RunScope } from '../inputs/event.ts';
import type { PullRequestOutcome } from '../release/outcome.ts';
import { dryRunGithub } from './dry-run-ports.ts';
import type { AwsPorts, GateRun } from './gate-run.ts';
import type { GitHubPort } from './ports.ts';
import { readConfig } from './run-gate.ts';
import { type OpenHeads, type Report, type Reported, runTogether } from './run-together.ts';
import { byHead, type OpenHead } from './shared-heads.ts';

/** What a run has come to. */
export interface ScopeReport {
  readonly reported: readonly Reported[];
  /**
   * What could not be looked at or reported on, or was not judged for a reason that lies outside of it; null where all
   * was. It makes the run red.
   */
  readonly failure: ScientistError | null;
}

/**
 * Runs the gate for every pull request that the scope names, and for all that `releases.json` speaks of: a run that
 * was dropped from a queue is made up for by the next, whatever woke that. One after the other; one that fails does
 * not keep the others from their turn. Open ones with the same head come together: they share a check.
 * Throws `InvalidInput` for a merge group, of whose content nothing is known.
 */
export async function runScope(given: GateRun, scope: RunScope): Promise<ScopeReport> {
  if (scope.kind === 'none') {
    given.say(`nothing to do: ${scope.why}`);
    return { reported: [], failure: null };
  }
  if (scope.kind === 'merge-group') {
    throw new ScientistError('InvalidInput', {
      expected: 'a pull request',
      found: `the merge group ${scope.headSha}`,
      remedy: 'Merge queues are not supported yet: do not require the check "scientist" in one.',
    });
  }
  const run: GateRun = {
    ...given,
    github: readingOnce(given.dryRun ? dryRunGithub(given.github, given.say) : given.github),
    connectAws: oncePerStack(given.connectAws),
  };
  const reported: Reported[] = [];
  const failed: string[] = [];
  const begun = await begunReleases(run, (fault) => void failed.push(fault));
  const report: Report = {
    reported: (one) => {
      reported.push(one);
      failed.push(...unjudged(one.outcome));
    },
    failed: (number, thrown) => {
      run.say(`pull request ${number}: ${messageOf(thrown)}`);
      failed.push(`pull request ${number}: ${messageOf(thrown)}`);
    },
  };
  const heads = await listHeads(run);
  if (heads.fault !== null) {
    failed.push(`open pull requests could not be listed: ${messageOf(heads.fault)}`);
  }
  for (const numbers of byHead(numbersOf(scope, begun, heads.open), heads.open)) {
    await runTogether(run, numbers, heads, report);
  }
  return { reported, failure: failed.length === 0 ? null : unreported(failed) };
}

/** A failing check says so too, but to whoever looks at the pull request; who keeps the gate hears of red runs. */
function unjudged({ pullRequest, problems }: PullRequestOutcome): readonly string[] {
  return problems
    .filter(({ outside }) => outside)
    .map(
      ({ key, story }) =>
        `pull request ${pullRequest.number}${key === null ? '' : `, ${key}`}: ${story.found}`,
    );
}

function unreported(failed: readonly string[]): ScientistError {
  return new ScientistError('Unavailable', {
    expected: 'every pull request to be looked at, judged and reported on',
    found: failed.join('; '),
    remedy: 'The next run tries again; see above for those that were',
  });
}

/** All pull requests of a run are judged by the same configuration, and asking for it costs one request. */
function readingOnce(github: GitHubPort): GitHubPort {
  const texts = new Map<string, Promise<string | null>>();
  return {
    ...github,
    readFile: (path, ref) => {
      const key = JSON.stringify([path, ref]);
      const text = texts.get(key) ?? github.readFile(path, ref);
      texts.set(key, text);
      return text;
    },
  };
}

/** One connection to a stack serves the whole run; one that failed is not tried again for each pull request. */
function oncePerStack(connect: GateRun['connectAws']): GateRun['connectAws'] {
  const connections = new Map<string, Promise<AwsPorts>>();
  return (runtime) => {
    const key = JSON.stringify(runtime);
    const connection = connections.get(key) ?? connect(runtime);
    connections.set(key, connection);
    return connection;
  };
}

/** A list that cannot be had keeps no rollback from being heard: what is named or on record is looked at without it. */
async function listHeads({ github, say }: GateRun): Promise<OpenHeads> {
  try {
    return { open: await github.listOpenPullRequests(), fault: null };
  } catch (fault) {
    say(`open pull requests could not be listed: ${messageOf(fault)}`);
    return { open: [], fault };
  }
}

/** Releases of this repository that are on record; none where the gate is not set up on the default branch yet. */
async function begunReleases(
  run: GateRun,
  failed: (fault: string) => void,
): Promise<readonly ReleaseRecord[]> {
  const { defaultBranch, fullName } = run.github.repository;
  if ((await run.github.readFile(run.configPath, defaultBranch)) === null) {
    return [];
  }
  try {
    const config = await readConfig(run.github, run.configPath, defaultBranch);
    const { releases } = await (await run.connectAws(config.runtime)).definition.read();
    return Object.values(releases.releases).filter(({ repository }) => repository === fullName);
  } catch (thrown) {
    // Each open pull request then meets the same fault and carries it in its check. But the pull request of a promotion
    // that is to be watched is closed mostly, and with none open nobody would hear of it.
    const fault = `releases on record could not be read: ${messageOf(thrown)}`;
    run.say(fault);
    failed(fault);
    return [];
  }
}

function numbersOf(
  scope: Extract<RunScope, { readonly kind: 'pull-request' | 'head' | 'all' }>,
  begun: readonly ReleaseRecord[],
  open: readonly OpenHead[],
): readonly number[] {
  const recorded = begun.map(({ pullRequest }) => pullRequest);
  if (scope.kind === 'pull-request') {
    return [...new Set([scope.number, ...recorded])];
  }
  // What sees requests or serves comes first: a used-up rate limit or time limit must not end a run before it.
  const named = scope.kind === 'head' ? open.filter(({ headSha }) => headSha === scope.headSha) : open;
  return [...new Set([...recorded, ...named.map(({ number }) => number)])];
}
