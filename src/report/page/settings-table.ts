import type { EvidenceParts } from '../../../scientist-runtime/contract/evidence-key.ts';
import { environmentPrefix, settingChanges } from '../setting-changes.ts';
import { code, type Html, note, table } from './html.ts';

/** Settings in which control and candidate differ; values of the environment are never at hand, only their HMACs. */
export function settingsTable(parts: Pick<EvidenceParts, 'control' | 'candidate'>): Html {
  const rows = settingChanges(parts).map(({ setting, control, candidate }) => [
    code(setting, 120),
    shown(setting, control),
    shown(setting, candidate),
  ]);
  return rows.length === 0
    ? note('None: the code differs.')
    : table(['setting', 'control', 'candidate'], rows);
}

function shown(setting: string, value: string | undefined): Html {
  if (value === undefined) {
    return '–';
  }
  return setting.startsWith(environmentPrefix) ? 'a value of its own' : code(value, 120);
}
