import canonicalize from 'canonicalize';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import {
  type EvidenceBundle,
  evidenceBundleSchema,
} from '../../scientist-runtime/contract/evidence-bundle.ts';
import { comparisonRowOf, evidenceColumns } from '../../scientist-runtime/contract/evidence-rows.ts';
import { parseJson } from '../../scientist-runtime/contract/json-document.ts';
import {
  checkedValue,
  type DocumentProblem,
  type ParsedDocument,
} from '../../scientist-runtime/contract/yaml-document.ts';
import { messageOf, ScientistError } from '../errors.ts';
import { checkRows } from '../statistics/check-rows.ts';
import { type VerdictPolicy, verdictPolicy } from '../statistics/policy.ts';
import { version } from '../version.ts';

/** A row takes 40 to 120 bytes and a soak ends at 20,000, so that this is several times what any gate writes. */
export const maxBundleBytes = 16_777_216;

/** What stands beside the rows is mostly the differences of a verdict: some 50 characters each, at most one a row. */
const maxCharactersBesideRows = 2_097_152;

/** A bundle that a verdict can be recomputed from: its rows and its policy are such as the statistics take. */
export interface ReadableBundle {
  readonly bundle: EvidenceBundle;
  readonly rows: readonly ComparisonRow[];
  readonly policy: VerdictPolicy;
  /** The canonical form (RFC 8785) of what stands in the file: the text that a gate writes. */
  readonly canonical: string;
}

const { schemaVersion, rows: rowsSchema } = evidenceBundleSchema.shape;
const rowSchema = rowsSchema.unwrap().element;
const keys = Object.keys(evidenceBundleSchema.shape);

/**
 * Reads the text of an evidence bundle, at most {@link maxBundleBytes} long. Nothing in it is believed: what it says
 * of its own verdict is for the caller to compare.
 */
export function readEvidenceBundle(text: string): ParsedDocument<ReadableBundle> {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    return parsed;
  }
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused('expected an evidence bundle, found no object');
  }
  const unlike = unlikeABundle(value);
  if (unlike !== null) {
    return refused(unlike);
  }
  // A bundle is one line, in which a column is no help: problems name their key.
  const checked = checkedValue(untilFirstBadRow(value), '', evidenceBundleSchema);
  return checked.ok ? readable(checked.value, value) : checked;
}

/** One sentence where another kind of file, or another version, would otherwise give a list of all that it lacks. */
function unlikeABundle(value: object): string | null {
  const given: unknown = Reflect.get(value, 'schemaVersion');
  if (given !== undefined && !schemaVersion.safeParse(given).success) {
    const found = typeof given === 'number' ? given : 'another kind of value';
    return `schemaVersion: expected ${schemaVersion.value}, found ${found}; version ${version} reads no other`;
  }
  const lacking = keys.find((key) => !Object.hasOwn(value, key));
  if (lacking !== undefined) {
    return `expected an evidence bundle, but "${lacking}" is lacking`;
  }
  // Lists of millions are not looked through: to collect what is wrong with them takes more memory than there is.
  return isOfSize(besideRows(value))
    ? null
    : `expected at most ${maxCharactersBesideRows} characters beside the rows, found more`;
}

function besideRows(value: object): object {
  return { ...value, rows: [] };
}

/** What is nested too deep to be measured is refused by the schema, which names its place. */
function isOfSize(value: object): boolean {
  try {
    return JSON.stringify(value).length <= maxCharactersBesideRows;
  } catch (thrown) {
    if (thrown instanceof RangeError) {
      return true;
    }
    throw thrown;
  }
}

/**
 * Without the rows after the first that is none, and without what is too much in that one: to collect what is wrong
 * with millions takes more memory than there is.
 */
function untilFirstBadRow(value: object): object {
  const rows: unknown = Reflect.get(value, 'rows');
  if (!Array.isArray(rows)) {
    return value;
  }
  const shortened = (row: unknown): unknown =>
    Array.isArray(row) ? row.slice(0, evidenceColumns.length + 1) : row;
  const first = rows.findIndex((row) => !rowSchema.safeParse(shortened(row)).success);
  return first === -1 ? value : { ...value, rows: [...rows.slice(0, first), shortened(rows[first])] };
}

function readable(bundle: EvidenceBundle, value: object): ParsedDocument<ReadableBundle> {
  try {
    const rows = bundle.rows.map(comparisonRowOf);
    checkRows(rows);
    const policy = verdictPolicy(bundle.policy);
    const canonical = canonicalOf(value);
    // The schema refuses unknown keys, but for this one, which it leaves out without a word. Rows have no keys.
    return canonicalOf(besideRows(bundle)) === canonicalOf(besideRows(value))
      ? { ok: true, value: { bundle, rows, policy, canonical } }
      : refused('expected keys that are all read, found "__proto__"');
  } catch (thrown) {
    if (!(thrown instanceof ScientistError)) {
      throw thrown;
    }
    // Their remedies are for whoever runs the gate; here the file is at fault.
    return refused(`${thrown.story.found}; expected ${thrown.story.expected}`);
  }
}

/** JSON may hold half characters and numbers beyond all bounds; canonical JSON may not. */
function canonicalOf(value: unknown): string {
  try {
    return canonicalize(value) ?? '';
  } catch (thrown) {
    throw new ScientistError(
      'InvalidInput',
      {
        expected: 'JSON that has a canonical form (RFC 8785)',
        found: messageOf(thrown),
        remedy: 'Fetch the bundle again',
      },
      thrown,
    );
  }
}

function refused(message: string): { ok: false; problems: readonly DocumentProblem[] } {
  return { ok: false, problems: [{ line: 1, column: 1, message }] };
}
