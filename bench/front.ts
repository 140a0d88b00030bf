import { stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtFront, builtHandler } from '../test/harness/built-handler.ts';
import { definitionOf, experimentOf } from '../test/harness/definition-of.ts';
import { ownEvent } from '../test/harness/own-event.ts';
import { objectWith, type StubAws, startStubAws } from '../test/harness/stub-aws.ts';
import { installRuntimeClient } from './install-runtime-client.ts';
import type { Measured } from './measured.ts';
import { median, quantile, rounded } from './quantile.ts';
import { type Environment, startEnvironment } from './start-environment.ts';

const coldRuns = 21;
const warmRuns = 400;
const controlMs = 10;
const queueMs = 5;
/** Requests of an environment do not follow each other at once. */
const gapMs = 2;

/**
 * What front adds, beside a function that only passes events on with the same client, and beside an empty one.
 * All under AWS's runtime client; Lambda, S3 and SQS are a stub at one HTTPS endpoint on this machine. Variants take
 * turns within one run, because a shared machine is slower at one time than at another.
 */
export async function measure(): Promise<Measured> {
  // First and alone: without it there is nothing to start, and nothing to stop again.
  const runtimeClient = await installRuntimeClient();
  const [front, passThrough, empty, aws] = await Promise.all([
    builtFront(),
    builtHandler('pass-through'),
    builtHandler('empty-handler'),
    startStubAws({ tls: true }),
  ]);
  const answer = JSON.stringify({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text: 'x'.repeat(8_000) }),
  });
  aws.lambda = () => ({ body: answer, delayMs: controlMs });
  aws.sqs = () => ({ body: '{"MessageId":"1"}', delayMs: queueMs });
  aws.s3Get = objectWith(JSON.stringify(definitionOf({ round: experimentOf() })));
  const start = (file: string) => () => startEnvironment(runtimeClient, file, aws);
  try {
    const ready = await inTurns([start(front), start(empty)], spawnToReady);
    const first = await inTurns([start(front), start(passThrough)], spawnToAnswer);
    const warm = await warmInTurns(await start(front)(), await start(passThrough)(), aws);
    aws.lambda = () => ({ body: answer });
    const instant = await warmInTurns(await start(front)(), await start(passThrough)(), aws);
    return summary({ ready, first, warm, instant }, (await stat(front)).size);
  } finally {
    await aws.close();
  }
}

type Pair = readonly [front: readonly number[], beside: readonly number[]];

/** Measures both variants cold, one after the other, each time in the other order. */
async function inTurns(
  variants: readonly [() => Promise<Environment>, () => Promise<Environment>],
  measureOne: (environment: Environment) => Promise<number>,
): Promise<Pair> {
  const samples: [number[], number[]] = [[], []];
  for (let run = 0; run < coldRuns * 2; run += 1) {
    const index = run % 4 === 0 || run % 4 === 3 ? 0 : 1;
    const environment = await variants[index]();
    samples[index].push(await measureOne(environment));
    await environment.stop();
  }
  return samples;
}

async function spawnToReady({ lambda, spawnedAtMs }: Environment): Promise<number> {
  await lambda.idle();
  return performance.now() - spawnedAtMs;
}

async function spawnToAnswer({ lambda, spawnedAtMs }: Environment): Promise<number> {
  return (await lambda.invoke(ownEvent())).atMs - spawnedAtMs;
}

interface Warm {
  readonly answers: Pair;
  /** From the response to the observation's arrival at the queue. */
  readonly handOffs: readonly number[];
}

async function warmInTurns(front: Environment, passThrough: Environment, aws: StubAws): Promise<Warm> {
  const answers: [number[], number[]] = [[], []];
  const handOffs: number[] = [];
  const warmUps = 50;
  for (let run = -warmUps; run < warmRuns; run += 1) {
    for (const index of run % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const environment = index === 0 ? front : passThrough;
      await environment.lambda.idle();
      await sleep(gapMs);
      const { eventToResponseMs, atMs } = await environment.lambda.invoke(ownEvent(), {
        order: 'extension-first',
      });
      await environment.lambda.idle();
      if (run >= 0) {
        answers[index].push(eventToResponseMs);
        if (index === 0) {
          handOffs.push((aws.sends.at(-1)?.atMs ?? Number.NaN) - atMs);
        }
      }
    }
  }
  await Promise.all([front.stop(), passThrough.stop()]);
  return { answers, handOffs };
}

interface Samples {
  readonly ready: Pair;
  readonly first: Pair;
  readonly warm: Warm;
  /** Beside a control that takes no time at all, which no Lambda function does: the sharpest view of front itself. */
  readonly instant: Warm;
}

function summary({ ready, first, warm, instant }: Samples, bundleBytes: number): Measured {
  const { answers, handOffs } = warm;
  const ratio = ([front, beside]: Pair): number => rounded(median(front) / median(beside), 3);
  const row = ([front, beside]: Pair, other: string) => ({
    'front ms': rounded(median(front)),
    'beside ms': rounded(median(beside)),
    beside: other,
    ratio: ratio([front, beside]),
  });
  return {
    runs: warmRuns,
    figures: {
      warmRatio: ratio(answers),
      coldRatio: ratio(ready),
      coldAnswerRatio: ratio(first),
      handOffP50Ms: rounded(median(handOffs)),
      handOffP99Ms: rounded(quantile(handOffs, 0.99)),
      bundleBytes,
      warmRatioInstantControl: ratio(instant.answers),
      coldRuns,
      controlMs,
      queueMs,
      warmFrontMs: rounded(median(answers[0])),
      warmPassThroughMs: rounded(median(answers[1])),
      readyFrontMs: rounded(median(ready[0])),
      readyEmptyMs: rounded(median(ready[1])),
      firstAnswerFrontMs: rounded(median(first[0])),
      firstAnswerPassThroughMs: rounded(median(first[1])),
    },
    table: {
      'event → response': row(answers, 'pass-through'),
      'event → response, control of 0 ms': row(instant.answers, 'pass-through'),
      'spawn → ready': row(ready, 'empty handler'),
      'spawn → first answer': row(first, 'pass-through'),
      'response → observation queued, p50': { 'front ms': rounded(median(handOffs)) },
      'response → observation queued, p99': { 'front ms': rounded(quantile(handOffs, 0.99)) },
    },
  };
}
