/** One thing that a proof looked at. */
export interface ProvedCase {
  readonly case: string;
  /** Why it does not hold, or null where it does. */
  readonly why: string | null;
}

/** A long proof, as the file of that name exports it. It prints its own progress and tables. */
export interface Proof {
  prove(): Promise<readonly ProvedCase[]>;
}
