import { differenceOf, type FoundDifference } from './difference.ts';
import { parseMediaType } from './media-type.ts';
import type { ProxyAnswer } from './proxy-answer.ts';

/** Headers that differ from answer to answer by their nature; comparing them would only ever find that. */
export const varyingHeaders: ReadonlySet<string> = new Set([
  'age',
  'apigw-requestid',
  'date',
  'server-timing',
  'traceparent',
  'x-amz-apigw-id',
  'x-amz-cf-id',
  'x-amzn-remapped-date',
  'x-amzn-requestid',
  'x-amzn-trace-id',
  'x-correlation-id',
  'x-request-id',
  'x-runtime',
]);

/** Differences in the named headers (lower case). Of `content-type`, media type and parameters are told apart. */
export function compareHeaders(
  control: ProxyAnswer,
  other: ProxyAnswer,
  names: readonly string[],
): FoundDifference[] {
  return names
    .filter((name) => !varyingHeaders.has(name))
    .flatMap((name) => {
      const left = lineOf(control, name);
      const right = lineOf(other, name);
      const deltaClass = deltaClassOf(name, left, right);
      return deltaClass === null
        ? []
        : [
            {
              difference: differenceOf(`header:${name}`, 'header', deltaClass),
              path: null,
              control: left,
              other: right,
            },
          ];
    });
}

function deltaClassOf(name: string, control: string | undefined, other: string | undefined): string | null {
  if (control === other) {
    return null;
  }
  if (control === undefined || other === undefined) {
    return control === undefined ? 'extra' : 'missing';
  }
  if (name !== 'content-type') {
    return 'value';
  }
  const left = parseMediaType(control);
  const right = parseMediaType(other);
  if (left.essence !== right.essence) {
    return 'media-type';
  }
  return JSON.stringify(left.parameters) === JSON.stringify(right.parameters) ? null : 'parameters';
}

/** One line for all values of a header; the order of cookies says nothing. */
function lineOf(answer: ProxyAnswer, name: string): string | undefined {
  const values = answer.headers.get(name)?.map((value) => value.trim());
  if (values === undefined || values.length === 0) {
    return undefined;
  }
  return (name === 'set-cookie' ? values.toSorted() : values).join(', ');
}
