import type { Effective, EffectiveExperiment, Shadow } from '../contract/effective.ts';

/** Who is asked behind the observations of one evidence key. */
export interface KnownShadow {
  readonly name: string;
  readonly experiment: EffectiveExperiment;
  readonly shadow: Shadow;
}

/** A definition of this age is read again before use. */
export const observerDefinitionMaxAgeMs = 5_000;

/** Finds shadows by evidence key in a definition that is kept for a few seconds. */
export class ShadowFinder {
  readonly #read: () => Promise<Effective | null>;
  readonly #nowMs: () => number;
  #shadows = new Map<string, KnownShadow>();
  /** Keys that a copy read for their sake did not know either. */
  readonly #unknown = new Set<string>();
  #readAtMs = Number.NEGATIVE_INFINITY;

  constructor(read: () => Promise<Effective | null>, nowMs: () => number) {
    this.#read = read;
    this.#nowMs = nowMs;
  }

  /**
   * Null where even a copy that was read for this key does not know it: the experiment is over. Front may have
   * read a newer definition than the one at hand, so no key is given up for the sake of an older copy.
   */
  async find(evidenceKey: string): Promise<KnownShadow | null> {
    const isOld = this.#nowMs() - this.#readAtMs >= observerDefinitionMaxAgeMs;
    if (isOld) {
      this.#unknown.clear();
    }
    if (isOld || !(this.#shadows.has(evidenceKey) || this.#unknown.has(evidenceKey))) {
      await this.#readAgain();
    }
    const known = this.#shadows.get(evidenceKey) ?? null;
    if (known === null) {
      this.#unknown.add(evidenceKey);
    }
    return known;
  }

  async #readAgain(): Promise<void> {
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
