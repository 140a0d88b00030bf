import type { ManifestFunction } from '../../scientist-runtime/contract/manifest.ts';
import { ScientistError } from '../errors.ts';
import type { FunctionSettings, LiveFunction } from './function-spec.ts';

/**
 * Lays the literal values of the package over the control's live settings. What the package leaves out, or
 * could only say with an intrinsic function, stays as production has it.
 */
export function plannedSettings(control: LiveFunction, entry: ManifestFunction): FunctionSettings {
  const { settings } = control;
  return {
    ...settings,
    handler: entry.handler ?? settings.handler,
    runtime: entry.runtime ?? settings.runtime,
    memoryMb: entry.memoryMb ?? settings.memoryMb,
    timeoutSeconds: entry.timeoutSeconds ?? settings.timeoutSeconds,
    environment: { ...settings.environment, ...entry.environment },
    layers: entry.layers ?? settings.layers,
    architecture: entry.architecture ?? settings.architecture,
  };
}

/**
 * Why no clone of the control may be judged or promoted, as one clause for people; null where it may. A setting
 * that cannot be carried over is never left out in silence: the copy would be another function.
 */
export function whyNotCloned(control: LiveFunction, entry: ManifestFunction): string | null {
  const { runtime, runtimeUpdates } = control.settings;
  const repinned =
    runtimeUpdates.mode === 'Manual' && entry.runtime !== undefined && entry.runtime !== runtime
      ? [`it is pinned to a version of ${runtime}, and the package brings ${entry.runtime}`]
      : [];
  const reasons = [...control.unclonable, ...repinned];
  return reasons.length === 0 ? null : reasons.join('; ');
}

/** Throws `InvalidInput` for a function of which no clone would be the same. */
export function assertClonable({ name, unclonable }: LiveFunction): void {
  if (unclonable.length > 0) {
    throw new ScientistError('InvalidInput', {
      expected: `settings of ${name} that a clone can have too`,
      found: `${name} cannot be cloned: ${unclonable.join('; ')}`,
      remedy: 'Take that off the function, or leave it out of .github/scientist.yml (docs/cloning.md)',
    });
  }
}
