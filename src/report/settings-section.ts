import { evidencePartsFor } from '../release/evidence-sides.ts';
import type { Facts } from '../release/facts.ts';
import { releaseId } from '../release/release-record.ts';
import { cellCode } from './escape-markdown.ts';
import { environmentPrefix, type SettingChange, settingChanges } from './setting-changes.ts';

/**
 * What the package changes of the control's settings, so that nobody approves code alone and lets a layer or a
 * handler through with it; null where it changes none. Of environment variables the names, never a value.
 */
export function settingsSection(facts: Facts): string | null {
  const { packaged, control, stores, function: fn, pullRequest } = facts;
  const parts = evidencePartsFor(packaged, control, stores, releaseId(fn.key, pullRequest.number));
  const changes = parts === null ? [] : settingChanges(parts);
  if (changes.length === 0) {
    return null;
  }
  const variables = changes.filter(isVariable);
  const rows = [
    ...changes.filter((change) => !isVariable(change)).map(settingRow),
    ...variableRow(
      'Variables added',
      variables.filter(({ control: was }) => was === undefined),
    ),
    ...variableRow(
      'Variables changed',
      variables.filter(({ control: was }) => was !== undefined),
    ),
  ];
  return [
    'Settings changed by this pull request:',
    '',
    '| Setting | Production | Candidate |',
    '|---|---|---|',
    ...rows,
  ].join('\n');
}

function isVariable({ setting }: SettingChange): boolean {
  return setting.startsWith(environmentPrefix);
}

function settingRow({ setting, control, candidate }: SettingChange): string {
  return `| ${cellCode(setting)} | ${shown(control)} | ${shown(candidate)} |`;
}

/** Five layers' ARNs fit; a longer text is cut, and the evidence page has its own. */
function shown(value: string | undefined): string {
  return value === undefined ? '–' : cellCode(value, 1_200);
}

function variableRow(what: string, changes: readonly SettingChange[]): readonly string[] {
  const names = changes.map(({ setting }) => cellCode(setting.slice(environmentPrefix.length), 256));
  return names.length === 0 ? [] : [`| ${what} | | ${names.join(' ')} |`];
}
