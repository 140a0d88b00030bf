import type { EvidenceParts } from '../../../scientist-runtime/contract/evidence-key.ts';
import { code, type Html, note, table } from './html.ts';

/** Settings in which control and candidate differ; values of the environment are never at hand, only their HMACs. */
export function settingsTable({ control, candidate }: Pick<EvidenceParts, 'control' | 'candidate'>): Html {
  const before = flat(control.configuration);
  const after = flat(candidate.configuration);
  const keys = [...new Set([...before.keys(), ...after.keys()])].sort();
  const rows = keys
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => [code(key, 120), shown(key, before.get(key)), shown(key, after.get(key))]);
  return rows.length === 0
    ? note('None: the code differs.')
    : table(['setting', 'control', 'candidate'], rows);
}

function shown(key: string, value: string | undefined): Html {
  if (value === undefined) {
    return '–';
  }
  return key.startsWith(environmentPrefix) ? 'a value of its own' : code(value, 120);
}

const environmentPrefix = 'environment.';

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
