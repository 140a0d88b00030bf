import type * as z from 'zod';

/** A fault as a schema finds it, with the value at hand. */
type RawIssue = z.core.$ZodRawIssue;

/**
 * What is wrong with a value, in words for whoever wrote it: what was expected, what was found. For `safeParse`'s
 * `error`; a schema's own message comes before it. Values are shown only where a few words were allowed, so that
 * no secret is repeated. Undefined for unknown keys, which are told key by key.
 */
export function inWords(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${names[issue.expected] ?? issue.expected}, found ${kindOf(issue.input)}`;
    case 'invalid_value': {
      const allowed = issue.values.map((value) => JSON.stringify(value) ?? String(value));
      return `expected ${allowed.length > 1 ? `one of ${allowed.join(', ')}` : allowed[0]}, found ${wordOf(issue.input)}`;
    }
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unitOf(issue.origin, issue.minimum)}, found ${sizeOf(issue.input)}`;
    case 'too_big':
      return `expected ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unitOf(issue.origin, issue.maximum)}, found ${sizeOf(issue.input)}`;
    case 'invalid_format':
      return issue.format === 'regex'
        ? `expected text of the form ${issue.pattern ?? 'that is asked for'}`
        : `expected ${issue.format} as text`;
    case 'invalid_key':
      return `expected another name as key${issue.issues[0]?.message === undefined ? '' : `: ${issue.issues[0].message}`}`;
    case 'invalid_element':
      return 'expected another value here';
    case 'invalid_union':
      return `expected something else, found ${kindOf(issue.input)}`;
    case 'not_multiple_of':
      return `expected a multiple of ${issue.divisor}, found ${sizeOf(issue.input)}`;
    case 'unrecognized_keys':
    case 'custom':
      return undefined;
  }
}

const names: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
  null: 'nothing after the colon',
};

function kindOf(value: unknown): string {
  if (value === undefined || value === null) {
    return 'nothing';
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  const kinds: Readonly<Record<string, string>> = {
    string: 'text',
    number: numberOf(value),
    boolean: String(value),
  };
  return kinds[typeof value] ?? 'a map';
}

function numberOf(value: unknown): string {
  if (Number.isInteger(value)) {
    return 'a number';
  }
  // JSON has numbers that no double holds.
  return Number.isFinite(value) ? 'a number with a fraction' : String(value);
}

/** A short word as it stands; of anything else only what it is. */
function wordOf(value: unknown): string {
  return (typeof value === 'string' && value.length <= 40) || typeof value === 'number'
    ? JSON.stringify(value)
    : kindOf(value);
}

function sizeOf(value: unknown): string {
  if (typeof value === 'string') {
    return value === '' ? 'nothing' : String(value.length);
  }
  return Array.isArray(value)
    ? String(value.length)
    : typeof value === 'number'
      ? String(value)
      : kindOf(value);
}

function unitOf(origin: string, size: number | bigint): string {
  const [one, many] = units[origin] ?? ['', ''];
  return Number(size) === 1 ? one : many;
}

const units: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
};
