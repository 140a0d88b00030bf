import type { Comparators } from '../contract/experiments.ts';
import { compareHeaders } from './comparing-headers.ts';
import { compareJson, maxDifferences } from './comparing-json.ts';
import { differenceOf, type FoundDifference } from './difference.ts';
import { type Discretion, plainDiscretion } from './discretion.ts';
import { readJson } from './json-text.ts';
import type { JsonValue } from './json-value.ts';
import { type BodyFormat, formatOf, type MediaType, parseMediaType } from './media-type.ts';
import type { Outcome } from './outcome.ts';
import { type ActiveRules, compilePointerRules, isIgnored } from './pointer-rules.ts';
import type { ProxyAnswer } from './proxy-answer.ts';

/** Comparators made ready for many comparisons. */
export interface Comparing {
  readonly comparators: Comparators;
  readonly rules: ActiveRules;
  /** Places are named by what may be shown only: they are stored. */
  readonly discretion: Discretion;
}

/** Compiles the pointers once for all comparisons of an observation. */
export function prepareComparing(
  comparators: Comparators,
  discretion: Discretion = plainDiscretion,
): Comparing {
  return { comparators, rules: compilePointerRules(comparators.body ?? noRules), discretion };
}

const noRules = { ignore: [], unordered: [], tolerance: {} };

/** How another answer differs from the control's; equal exactly if there is no difference. At most `maxDifferences`. */
export function compareOutcomes(control: Outcome, other: Outcome, comparing: Comparing): FoundDifference[] {
  if (control.kind === 'answered' && other.kind === 'answered') {
    return compareAnswers(control.answer, other.answer, comparing);
  }
  const from = control.kind === 'failed' ? control.failure : 'answer';
  const to = other.kind === 'failed' ? other.failure : 'answer';
  return from === to
    ? []
    : [
        {
          difference: differenceOf('error', 'error', `${from}→${to}`),
          path: null,
          control: from,
          other: to,
        },
      ];
}

function compareAnswers(control: ProxyAnswer, other: ProxyAnswer, comparing: Comparing): FoundDifference[] {
  const { comparators } = comparing;
  const found: FoundDifference[] = [];
  if (comparators.statusCode && control.statusCode !== other.statusCode) {
    found.push({
      difference: differenceOf('status', 'status', `${classOf(control)}→${classOf(other)}`),
      path: null,
      control: control.statusCode,
      other: other.statusCode,
    });
  }
  found.push(...compareHeaders(control, other, comparators.headers));
  if (comparators.body !== null) {
    found.push(...compareBodies(control, other, comparators.body.format ?? null, comparing));
  }
  return found.slice(0, maxDifferences);
}

function classOf(answer: ProxyAnswer): string {
  return `${Math.floor(answer.statusCode / 100)}xx`;
}

/** The format is the comparator's, else what the control's content type says, else JSON where the control is. */
function compareBodies(
  control: ProxyAnswer,
  other: ProxyAnswer,
  declared: BodyFormat | null,
  { rules, discretion }: Comparing,
): FoundDifference[] {
  if (control.isDecoded !== other.isDecoded) {
    return [bodyDifference('format', 'encoding', undefined, undefined)];
  }
  if (control.body.equals(other.body) || isIgnored(rules)) {
    return [];
  }
  const mediaType = mediaTypeOf(control);
  const format = declared ?? formatOf(mediaType) ?? 'json';
  if (format === 'binary' || !control.isDecoded) {
    return [bodyDifference('value', 'binary', undefined, undefined)];
  }
  const leftText = textOf(control.body, mediaType);
  const rightText = textOf(other.body, mediaTypeOf(other));
  const leftJson = format === 'json' ? readJson(leftText) : null;
  if (leftJson !== null) {
    const rightJson = readJson(rightText);
    return rightJson === null
      ? [bodyDifference('format', 'json→text', leftJson.value, rightText)]
      : compareJson(leftJson.value, rightJson.value, rules, discretion);
  }
  return leftText === rightText ? [] : [bodyDifference('value', 'text', leftText, rightText)];
}

function bodyDifference(
  kind: 'format' | 'value',
  deltaClass: string,
  control: JsonValue | undefined,
  other: JsonValue | undefined,
): FoundDifference {
  return { difference: differenceOf('', kind, deltaClass), path: [], control, other };
}

function mediaTypeOf(answer: ProxyAnswer): MediaType | null {
  const header = answer.headers.get('content-type')?.at(-1);
  return header === undefined ? null : parseMediaType(header);
}

function textOf(bytes: Buffer, mediaType: MediaType | null): string {
  const isLatin1 = /^(iso-8859-1|latin1|us-ascii)$/.test(mediaType?.parameters.charset ?? '');
  return bytes.toString(isLatin1 ? 'latin1' : 'utf8');
}
