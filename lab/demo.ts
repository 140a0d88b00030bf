import { once } from 'node:events';
import { constants } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { messageOf, ScientistError } from '../src/errors.ts';
import { claimName } from './claim-name.ts';
import { demand } from './demo/demand.ts';
import { playDemo } from './demo/play-demo.ts';
import { headSummaryOf, summaryText } from './demo/summary.ts';
import { type Progress, tellProgress } from './demo/tell-progress.ts';
import { copyPages, writeSummary } from './demo/write-results.ts';
import { openLog } from './open-log.ts';
import { type Lab, startLab } from './start-lab.ts';
import { openStory } from './story/open-story.ts';
import type { TrafficCounts } from './traffic/start-traffic.ts';

/** Exit codes: a step came out otherwise, wrong usage, something is missing. A signal's is 128 and its number. */
const codes = { failed: 1, wrongUsage: 2, missing: 3 };
const results = fileURLToPath(new URL('../.lab', import.meta.url));
/** Fewer requests would prove little. */
const leastRequests = 500;
const endIsKnownMs = 500;

interface Options {
  /** Leaves the lab up until a signal. */
  readonly keep: boolean;
  /** Prints the summary as one line of JSON and nothing else. */
  readonly json: boolean;
}

let stoppedBy: NodeJS.Signals | undefined;
/** What a part of the lab said when it ended by itself: whatever fails then fails because of it. */
let brokenBy: ScientistError | undefined;
const stop = new AbortController();
// Listens on after the first signal: Ctrl-C reaches this process twice, by the terminal and by whoever started it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (stoppedBy === undefined) process.stderr.write('demo: ending what was started …\n');
    stoppedBy ??= signal;
    stop.abort();
  });
}

try {
  const { values } = parseArgs({
    options: { keep: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
  });
  await run(values);
} catch (thrown) {
  process.exitCode = codeOf(thrown);
  const said = messageOf(brokenBy ?? thrown);
  const options =
    process.exitCode === codes.wrongUsage ? '. There are --keep and --json, and nothing else' : '';
  process.stderr.write(`demo: ${stoppedBy === undefined ? `${said}${options}` : 'interrupted'}\n`);
}

async function run(options: Options): Promise<void> {
  // A terminal that knows no width cannot be drawn on.
  const drawable = process.stderr.isTTY && process.stderr.columns > 0;
  const style = options.json ? 'silent' : drawable ? 'spinner' : 'lines';
  const progress = tellProgress(style, !process.env.NO_COLOR);
  const letGo = await claimName(results, 'demo');
  try {
    await runAlone(options, progress);
  } finally {
    await letGo();
  }
}

async function runAlone(options: Options, progress: Progress): Promise<void> {
  const log = await openLog(join(results, 'demo.log'), 'w');
  let lab: Lab | undefined;
  try {
    lab = await progress.step(
      'AWS, GitHub, its runners and clients start',
      () => startLab({ traffic: true, say: (line) => log.write(`${new Date().toISOString()} ${line}\n`) }),
      ({ address }) => `clients ask ${address.clientUrl}/round`,
    );
    lab.broken.then((fault) => {
      brokenBy = fault;
      stop.abort(fault);
    });
    // A start takes its time; whoever wanted it to end meanwhile wants no story.
    stop.signal.throwIfAborted();
    await tell(lab, progress, options);
    if (brokenBy !== undefined) throw brokenBy;
  } catch (thrown) {
    // Whoever asks a part that ends is refused a moment before its end is known.
    if (lab !== undefined) await Promise.race([lab.broken, sleep(endIsKnownMs)]);
    throw thrown;
  } finally {
    await lab?.close();
    log.end();
  }
}

async function tell(lab: Lab, progress: Progress, { keep, json }: Options): Promise<void> {
  const { address, github } = lab;
  const clients = (): TrafficCounts => lab.traffic?.counts() ?? { ...nobody };
  const story = await openStory(address, { onSight: progress.seen, stop: stop.signal });
  try {
    const played = await playDemo(story, progress, () => clients().requests);
    const served = await progress.step(
      'Every client was answered rightly',
      async () => {
        const counts = keep ? clients() : await lab.traffic?.stop();
        demandServed(counts ?? nobody);
        const violations = github.violations();
        demand(violations.length === 0, 'no fault in what GitHub was asked', violations.join('; '));
        return counts ?? nobody;
      },
      ({ requests, errors }) => `${requests} requests, ${errors} wrong or unanswered`,
    );
    const summary = {
      schemaVersion: 1,
      clientRequests: served.requests,
      clientErrors: served.errors,
      pullRequests: played.verdicts.map(({ evidence }) => headSummaryOf(evidence)),
      promotedArn: played.promotedArn,
      rolledBackTo: played.rolledBackTo,
    } as const;
    const pullUrl = `${address.github.apiUrl}/${address.github.repository}/pull/${played.pullNumber}`;
    const copies = await copyPages(results, pullUrl, played.pullNumber, played.verdicts);
    const path = await writeSummary(results, summary);
    const readings = { ...(keep ? { 'pull request': pullUrl } : {}), ...copies, summary: path };
    process.stdout.write(
      json ? `${JSON.stringify(summary)}\n` : `\n${summaryText(summary, progress.taken(), served, readings)}`,
    );
    if (!keep) return;
    process.stderr.write(`The lab stays up until Ctrl-C.\n${JSON.stringify(address)}\n`);
    if (!stop.signal.aborted) await once(stop.signal, 'abort');
  } finally {
    story.close();
  }
}

const nobody: TrafficCounts = { requests: 0, errors: 0, firstErrors: [], p50Ms: 0, p99Ms: 0 };

function demandServed({ requests, errors, firstErrors }: TrafficCounts): void {
  demand(
    errors === 0,
    'every client to be answered rightly',
    `${errors} were not: ${firstErrors.join('; ')}`,
  );
  demand(requests >= leastRequests, `at least ${leastRequests} requests`, `there were ${requests}`);
}

function codeOf(thrown: unknown): number {
  if (stoppedBy !== undefined) return 128 + constants.signals[stoppedBy];
  if (brokenBy !== undefined) return codes.missing;
  if (thrown instanceof ScientistError) {
    return thrown.name === 'MissingTool' || thrown.name === 'NotPermitted' ? codes.missing : codes.failed;
  }
  const usage =
    thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('ERR_PARSE_ARGS');
  return usage ? codes.wrongUsage : codes.failed;
}
