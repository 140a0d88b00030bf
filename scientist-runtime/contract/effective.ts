import type { Comparators } from './experiments.ts';

/**
 * `effective.json`: what front and observer act on, derived from `experiments.yml` and `releases.json`.
 * This file has types only, because front reads the document with `JSON.parse` and imports nothing else.
 */
export interface Effective {
  readonly schemaVersion: 1;
  readonly compiledAtMs: number;
  /** ETags of what it was derived from; null where the object did not exist. */
  readonly sources: { readonly experimentsEtag: string | null; readonly releasesEtag: string | null };
  /** Text of the last `experiments.yml` that was valid: a broken upload must not block a stop or a rollback. */
  readonly lastValidExperiments: string | null;
  readonly experiments: Readonly<Record<string, EffectiveExperiment>>;
}

/** One experiment as front serves it: defaults and placeholders filled, override applied. */
export interface EffectiveExperiment {
  /** Path on the front's own endpoint, without leading slash; served there only where `api` is null. */
  readonly path: string;
  /** The user's own API and route key (`GET /round`), or null. */
  readonly api: { readonly id: string; readonly route: string } | null;
  /** ARN that answers clients now: the definition's control, or the override's. */
  readonly control: string;
  /** Upper-case methods that may be shadowed. */
  readonly methods: readonly string[];
  readonly handOff: 'extension' | 'awaited';
  readonly shadows: readonly Shadow[];
}

/** Who is asked behind one request, under one evidence key. */
export interface Shadow {
  readonly evidenceKey: string;
  readonly stage: 'tutorial' | 'soak' | 'watch';
  readonly candidates: readonly { readonly id: string; readonly arn: string }[];
  /** ARN of the control's clone; null: the control itself is asked again (tutorial mode). */
  readonly twin: string | null;
  readonly comparators: Comparators;
  readonly acceptedDifferences: readonly string[];
  readonly redact: readonly string[];
  /** Part of the requests handed on, 0–1. */
  readonly sampleRate: number;
  /** Epoch milliseconds after which nothing is handed on; null: no end. */
  readonly expiresAtMs: number | null;
}
