import type { Effective, EffectiveExperiment, Shadow } from '../contract/effective.ts';

/** Who is asked behind the observations of one evidence key. */
export interface KnownShadow {
  readonly name: string;
  readonly experiment: EffectiveExperiment;
  readonly shadow: Shadow;
}

/** A definition of this age is read again before use. */
export const observerDefinitionMaxAgeMs = 5_000;
/** An unknown key asks for a newer definition, but not more often than this. */
export const unknownKeyPauseMs = 1_000;

/** Finds shadows by evidence key in a definition that is kept for a few seconds. */
export class ShadowFinder {
  readonly #read: () => Promise<Effective | null>;
  readonly #nowMs: () => number;
  #shadows = new Map<string, KnownShadow>();
  #readAtMs = Number.NEGATIVE_INFINITY;

  constructor(read: () => Promise<Effective | null>, nowMs: () => number) {
    this.#read = read;
    this.#nowMs = nowMs;
  }

  /** Null where even a fresh definition does not know the key: the experiment is over. */
  async find(evidenceKey: string): Promise<KnownShadow | null> {
    await this.#readIfOlderThan(observerDefinitionMaxAgeMs);
    if (!this.#shadows.has(evidenceKey)) {
      await this.#readIfOlderThan(unknownKeyPauseMs);
    }
    return this.#shadows.get(evidenceKey) ?? null;
  }

  async #readIfOlderThan(maxAgeMs: number): Promise<void> {
    if (this.#nowMs() - this.#readAtMs < maxAgeMs) {
      return;
    }
    const effective = await this.#read();
    this.#readAtMs = this.#nowMs();
    this.#shadows = new Map(
      Object.entries(effective?.experiments ?? {}).flatMap(([name, experiment]) =>
        experiment.shadows.map((shadow): [string, KnownShadow] => [
          shadow.evidenceKey,
          { name, experiment, shadow },
        ]),
      ),
    );
  }
}
