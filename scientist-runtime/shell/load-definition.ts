import type { Effective } from '../contract/effective.ts';
import { consult, type Freshness } from '../core/definition-freshness.ts';
import { type Routes, routesOf } from '../core/routing.ts';
import type { AskDefinition } from './ask-definition.ts';
import { waitWithin } from './wait-within.ts';

/** How long a request waits for S3 where a copy is at hand. */
export const confirmBudgetMs = 100;
/** How long each of two asks may take where there is no copy, and so nothing to route by. */
export const firstLoadBudgetMs = 2_000;
/** Longest life of an ask that nobody waits for. */
const askTimeoutMs = 2_000;

/** The definition as one environment knows it. None of its methods rejects. */
export interface Definition {
  /** The routes to use, after asking S3 first where there is no copy or it is too old. Null: there is none. */
  forUse(): Promise<Routes | null>;
  /** Asks S3 now, whatever the age of the copy: for a request that the copy cannot place. Null: there is none. */
  askNow(): Promise<Routes | null>;
  /** Asks beside whatever else is going on, if that is due. Returns at once. */
  askBeside(): void;
  /** Waits until no ask is under way, at most this long, then ends it: none may outlive its invocation. */
  settle(budgetMs: number): Promise<void>;
  /** Why there is no newer copy, for the log; null where the last ask was answered. */
  problem(): string | null;
}

/** Keeps the definition of one environment. @param now epoch milliseconds, by a clock that a freeze does not stop */
export function createDefinition(ask: AskDefinition, now: () => number): Definition {
  let routes: Routes | null = null;
  let etag: string | null = null;
  let freshness: Freshness = { confirmedAtMs: null, failedAtMs: null, failuresInARow: 0 };
  let problem: string | null = null;
  let underWay: { readonly done: Promise<void>; readonly abort: AbortController } | null = null;

  function start(timeoutMs: number): Promise<void> {
    if (underWay === null) {
      const abort = new AbortController();
      const done = askOnce(timeoutMs, abort.signal)
        .catch((thrown: unknown) => {
          problem = String(thrown);
        })
        .finally(() => {
          underWay = null;
        });
      underWay = { done, abort };
    }
    return underWay.done;
  }

  async function askOnce(timeoutMs: number, signal: AbortSignal): Promise<void> {
    // What was true when the ask was sent may be an hour old when a thawed environment reads the answer.
    const askedAtMs = now();
    const reply = await ask(etag, timeoutMs, signal);
    const failed = (why: string): void => {
      problem = why;
      freshness = { ...freshness, failedAtMs: now(), failuresInARow: freshness.failuresInARow + 1 };
    };
    if (reply.kind === 'failed') {
      // An ask that was ended because its invocation was over says nothing about S3.
      return signal.aborted ? undefined : failed(reply.why);
    }
    if (reply.kind === 'changed') {
      const read = routesIn(reply.text);
      if (read === null) {
        return failed('effective.json is not a definition of schema version 1');
      }
      routes = read;
      etag = reply.etag;
    }
    problem = null;
    freshness = { confirmedAtMs: askedAtMs, failedAtMs: null, failuresInARow: 0 };
  }

  /** Asks twice: without a copy a single hiccup of S3 would be seen by a client. */
  async function firstLoad(): Promise<void> {
    await start(firstLoadBudgetMs);
    if (routes === null) {
      await start(firstLoadBudgetMs);
    }
  }

  return {
    async forUse() {
      if (consult(freshness, now()) === 'ask-first') {
        await (routes === null ? firstLoad() : waitWithin(start(askTimeoutMs), confirmBudgetMs));
      }
      return routes;
    },
    async askNow() {
      await waitWithin(start(askTimeoutMs), confirmBudgetMs);
      return routes;
    },
    askBeside() {
      if (consult(freshness, now()) !== 'use') {
        void start(askTimeoutMs);
      }
    },
    async settle(budgetMs) {
      const asking = underWay;
      if (asking !== null) {
        await waitWithin(asking.done, budgetMs);
        asking.abort.abort();
        await asking.done;
      }
    },
    problem: () => problem,
  };
}

function routesIn(text: string): Routes | null {
  try {
    const effective: Effective = JSON.parse(text);
    return effective.schemaVersion === 1 ? routesOf(effective) : null;
  } catch {
    // Not swallowed: the caller keeps the copy at hand and says what is wrong.
    return null;
  }
}
