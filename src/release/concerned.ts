import picomatch from 'picomatch';
import type { Config, FunctionPolicy } from './policy.ts';

/**
 * Functions of the configuration that a change of these files concerns: all where nobody knows all files (null).
 * A function without `paths` always is.
 */
export function concernedFunctions(
  config: Config,
  changedFiles: readonly string[] | null,
): readonly FunctionPolicy[] {
  if (changedFiles === null) {
    return config.functions;
  }
  return config.functions.filter((fn) => fn.paths.length === 0 || filesOf(fn, changedFiles).length > 0);
}

/** Those of the files that are the function's. A function without `paths` owns all of them. */
export function filesOf({ paths }: FunctionPolicy, files: readonly string[]): readonly string[] {
  const matches = picomatch([...paths], { dot: true });
  return paths.length === 0 ? files : files.filter((file) => matches(file));
}
