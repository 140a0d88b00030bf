import picomatch from 'picomatch';
import type { Config, FunctionPolicy } from './policy.ts';

/** Functions of the configuration that a change of these files concerns. A function without `paths` always is. */
export function concernedFunctions(
  config: Config,
  changedFiles: readonly string[],
): readonly FunctionPolicy[] {
  return config.functions.filter(({ paths }) => {
    const matches = picomatch([...paths], { dot: true });
    return paths.length === 0 || changedFiles.some((file) => matches(file));
  });
}
