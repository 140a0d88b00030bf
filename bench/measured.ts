/** What a measurement found. */
export interface Measured {
  /** Samples behind each median. */
  readonly runs: number;
  /** Figures of the results file, by name; units and kinds stand in the names. */
  readonly figures: Readonly<Record<string, number>>;
  /** Rows for the terminal: by what was measured, columns by name. */
  readonly table: Readonly<Record<string, Readonly<Record<string, number | string>>>>;
}
