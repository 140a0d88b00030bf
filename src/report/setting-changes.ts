import type { EvidenceParts } from '../../scientist-runtime/contract/evidence-key.ts';

/** A setting in which candidate and control differ, as text; undefined on the side that does not have it. */
export interface SettingChange {
  /** `memoryMb`, or `environment.STAGE` for a variable: its values are HMACs and nothing to show. */
  readonly setting: string;
  readonly control: string | undefined;
  readonly candidate: string | undefined;
}

/** What stands before the name of an environment variable. */
export const environmentPrefix = 'environment.';

/** Settings in which candidate and control differ, by name. */
export function settingChanges({
  control,
  candidate,
}: Pick<EvidenceParts, 'control' | 'candidate'>): readonly SettingChange[] {
  const before = flat(control.configuration);
  const after = flat(candidate.configuration);
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .filter((setting) => before.get(setting) !== after.get(setting))
    .map((setting) => ({ setting, control: before.get(setting), candidate: after.get(setting) }));
}

/** `memoryMb` → `128`, `environment.STAGE` → its HMAC. */
function flat(configuration: Readonly<Record<string, unknown>>): Map<string, string> {
  return new Map(
    Object.entries(configuration).flatMap(([key, value]): [string, string][] =>
      key === 'environment' && typeof value === 'object' && value !== null
        ? Object.entries(value).map(([name, hmac]) => [`${environmentPrefix}${name}`, String(hmac)])
        : [[key, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')]],
    ),
  );
}
