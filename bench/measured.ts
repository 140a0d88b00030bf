/** Rows by what was measured, columns by name. */
export type Table = Readonly<Record<string, Readonly<Record<string, number | string>>>>;

/** What a measurement found. */
export interface Measured {
  /** Samples behind each median. */
  readonly runs: number;
  /** Figures of the results file, by name; units and kinds stand in the names. */
  readonly figures: Readonly<Record<string, number>>;
  /** For the terminal. */
  readonly table: Table;
  /** Tables of the results file, by name, printed after the first one. */
  readonly tables?: Readonly<Record<string, Table>>;
  /** Tables of the results file alone, by name: too wide for a terminal. */
  readonly details?: Readonly<Record<string, Table>>;
}
