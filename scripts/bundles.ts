/** One file of `dist/` and what it is made from. Paths are relative to the clone's root. */
export interface Bundle {
  readonly entry: string;
  readonly outfile: string;
  /** Oldest Node it must run on, in esbuild's spelling. */
  readonly target: string;
  /**
   * `packages`: npm packages are bundled in. `own code`: not one may be, and nothing is imported at load, because
   * it starts in front of a client's request.
   */
  readonly contents: 'packages' | 'own code';
  readonly executable?: boolean;
}

/** Everything that is bundled. */
export const bundles: readonly Bundle[] = [
  { entry: 'src/main.ts', outfile: 'dist/index.js', target: 'node24', contents: 'packages' },
  { entry: 'src/cli.ts', outfile: 'dist/cli.js', target: 'node24', contents: 'packages', executable: true },
  ...['observer', 'compile', 'tick'].map(
    (name): Bundle => ({
      entry: `scientist-runtime/${name}.ts`,
      outfile: `dist/runtime/${name}.mjs`,
      target: 'node22',
      contents: 'packages',
    }),
  ),
  {
    entry: 'scientist-runtime/front.ts',
    outfile: 'dist/runtime/front.mjs',
    target: 'node22',
    contents: 'own code',
  },
];
