import type { Mutant } from './stryker-report.ts';

/** Why survivors do not matter. It holds for every survivor of the file with one of its changes in that line. */
export interface Explanation {
  /** File name within src/statistics. */
  readonly file: string;
  /** The source line as it stands, without its indentation. */
  readonly line: string;
  /** Changes as `original → replacement`, see {@link Mutant}. */
  readonly changes: readonly string[];
  /**
   * `equivalent`: no rows tell the two apart; `speed`: the same verdict, later; `wording`: the text of an error, whose
   * kind and place are tested.
   */
  readonly kind: 'equivalent' | 'speed' | 'wording';
  readonly reason: string;
}

/** Survivors held against their explanations. */
export interface Settlement {
  readonly explained: readonly { readonly survivor: Mutant; readonly explanation: Explanation }[];
  /** Survivors nobody has given a reason for. */
  readonly unexplained: readonly Mutant[];
  /** Changes that are explained, but did not survive: the explanation says something that is no longer so. */
  readonly idle: readonly { readonly explanation: Explanation; readonly change: string }[];
}

/** Settles the survivors among `mutants`. Explanations of files that have no mutant here are left alone. */
export function settle(mutants: readonly Mutant[], explanations: readonly Explanation[]): Settlement {
  const survivors = mutants.filter(({ outcome }) => outcome === 'survived');
  const explained = survivors.flatMap((survivor) => {
    const explanation = explanations.find((one) => one.changes.some((change) => fits(one, change, survivor)));
    return explanation === undefined ? [] : [{ survivor, explanation }];
  });
  const known = new Set(explained.map(({ survivor }) => survivor));
  const looked = explanations.filter((one) => mutants.some(({ file }) => nameOf(file) === one.file));
  return {
    explained,
    unexplained: survivors.filter((survivor) => !known.has(survivor)),
    idle: looked.flatMap((explanation) =>
      explanation.changes
        .filter((change) => !survivors.some((survivor) => fits(explanation, change, survivor)))
        .map((change) => ({ explanation, change })),
    ),
  };
}

function fits({ file, line }: Explanation, change: string, survivor: Mutant): boolean {
  return nameOf(survivor.file) === file && survivor.line === line && survivor.change === change;
}

/** File name without its folder. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
