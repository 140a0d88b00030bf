/** The part of Stryker's JSON report that is read here: https://github.com/stryker-mutator/mutation-testing-elements. */
export interface StrykerReport {
  readonly files: Readonly<Record<string, StrykerFile>>;
}

/** One mutated file. */
export interface StrykerFile {
  readonly source: string;
  readonly mutants: readonly StrykerMutant[];
}

/** One mutant. Lines and columns count from 1, the end column is the first that is not replaced. */
export interface StrykerMutant {
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: string;
  readonly static?: boolean;
  readonly location: { readonly start: Position; readonly end: Position };
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** One change of the source and what the tests made of it. */
export interface Mutant {
  /** Path from the clone's root. */
  readonly file: string;
  /** The source line in which the change begins, without its indentation. */
  readonly line: string;
  /** `original → replacement`, each on one line. */
  readonly change: string;
  /** Stryker's name of the kind of change. */
  readonly mutator: string;
  /** `ended`: a limit of steps or time stopped it; `killed`: a test failed, or a test file could not be loaded. */
  readonly outcome: 'killed' | 'ended' | 'survived';
}

/** Longer texts are cut: a whole function body tells nobody more than how it begins. */
const longest = 120;

/** The mutants of a report. What is neither killed nor ended counts as survived, also what was never tried. */
export function mutantsOf({ files }: StrykerReport): readonly Mutant[] {
  return Object.entries(files).flatMap(([file, { source, mutants }]) => {
    const lines = source.split('\n');
    return mutants.map((mutant) => ({
      file,
      line: lines[mutant.location.start.line - 1]?.trim() ?? '',
      change: `${short(original(lines, mutant))} → ${short(mutant.replacement)}`,
      mutator: mutant.mutatorName,
      outcome: outcomeOf(mutant.status),
    }));
  });
}

/** The report without static mutants that no test killed at run time: they are tried again from the loading on. */
export function withoutUnsettled(report: StrykerReport): StrykerReport {
  return keeping(report, (mutant) => !isUnsettled(mutant));
}

/** The report without survivors. */
export function withoutSurvivors(report: StrykerReport): StrykerReport {
  return keeping(report, ({ status }) => outcomeOf(status) !== 'survived');
}

function keeping(
  { files, ...rest }: StrykerReport,
  holds: (mutant: StrykerMutant) => boolean,
): StrykerReport {
  const kept = Object.entries(files).map(([file, { mutants, ...more }]) => [
    file,
    { ...more, mutants: mutants.filter(holds) },
  ]);
  return { ...rest, files: Object.fromEntries(kept) };
}

function isUnsettled({ status, static: isStatic }: StrykerMutant): boolean {
  return isStatic === true && outcomeOf(status) === 'survived';
}

function outcomeOf(status: string): Mutant['outcome'] {
  switch (status) {
    case 'Killed':
    case 'RuntimeError':
      return 'killed';
    case 'Timeout':
      return 'ended';
    default:
      return 'survived';
  }
}

function original(lines: readonly string[], { location: { start, end } }: StrykerMutant): string {
  const touched = lines.slice(start.line - 1, end.line);
  const last = touched.length - 1;
  return touched
    .map((line, index) =>
      line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined),
    )
    .join(' ');
}

function short(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest)}…`;
}
