import { messageOf } from '../../src/errors.ts';
import { faultOf } from './check-answer.ts';
import { trafficNumbers } from './numbers.ts';

/** What clients saw so far. */
export interface TrafficCounts {
  /** Answered, rightly or wrongly, or failed; without those under way. */
  readonly requests: number;
  readonly errors: number;
  /** The first few errors, in words. */
  readonly firstErrors: readonly string[];
  /** Milliseconds from the moment a request was due until its answer was read, over the latest requests. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Clients at work. */
export interface Traffic {
  counts(): TrafficCounts;
  /** Sends no more, waits for what is under way, and gives the final counts. */
  stop(): Promise<TrafficCounts>;
}

const requestTimeoutMs = 15_000;
const keptErrors = 5;
const keptLatencies = 10_000;

/**
 * Asks `GET /round` at a fixed rate, whether or not earlier requests are answered: a slow server meets a queue, as it
 * would outside, and the wait counts. Every answer is checked against the true rounding.
 */
export function startTraffic(
  clientUrl: string,
  { ratePerSecond }: { readonly ratePerSecond: number },
): Traffic {
  const startMs = performance.now();
  const underWay = new Set<Promise<void>>();
  const firstErrors: string[] = [];
  const latenciesMs: number[] = [];
  let sent = 0;
  let requests = 0;
  let errors = 0;
  let timer: NodeJS.Timeout;

  const dueMs = (index: number) => startMs + (index * 1000) / ratePerSecond;
  const ask = async (number: number, intendedMs: number) => {
    const fault = await faultOfRequest(clientUrl, number);
    latenciesMs[requests % keptLatencies] = performance.now() - intendedMs;
    requests += 1;
    if (fault === null) return;
    errors += 1;
    if (firstErrors.length < keptErrors) firstErrors.push(fault);
  };
  const sendWhatIsDue = () => {
    for (; dueMs(sent) <= performance.now(); sent += 1) {
      const request = ask(trafficNumbers[sent % trafficNumbers.length] ?? 0, dueMs(sent));
      underWay.add(request);
      void request.finally(() => underWay.delete(request));
    }
    timer = setTimeout(sendWhatIsDue, Math.max(0, dueMs(sent) - performance.now()));
  };
  sendWhatIsDue();

  const counts = (): TrafficCounts => {
    const sorted = latenciesMs.toSorted((a, b) => a - b);
    const quantile = (part: number) => sorted[Math.ceil(part * sorted.length) - 1] ?? 0;
    return { requests, errors, firstErrors: [...firstErrors], p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
  };
  return {
    counts,
    stop: async () => {
      clearTimeout(timer);
      await Promise.all(underWay);
      return counts();
    },
  };
}

async function faultOfRequest(clientUrl: string, number: number): Promise<string | null> {
  try {
    const response = await fetch(`${clientUrl}/round?number=${number}`, {
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    return faultOf(number, {
      status: response.status,
      contentType: response.headers.get('content-type'),
      body: await response.text(),
    });
  } catch (error) {
    return `no answer for ${number}: ${messageOf(error)}`;
  }
}
