import { messageOf } from '../../src/errors.ts';
import { trueRounding } from './numbers.ts';

/** What came back for one request. */
export interface Answer {
  readonly status: number;
  readonly contentType: string | null;
  readonly body: string;
}

/** Why an answer to `GET /round?number=…` is not the right one, or null if it is. */
export function faultOf(number: number, answer: Answer): string | null {
  if (answer.status !== 200) return `status ${answer.status} for ${number}: ${answer.body.slice(0, 200)}`;
  if (answer.contentType?.split(';')[0] !== 'application/json') {
    return `content type ${answer.contentType} for ${number}`;
  }
  let content: unknown;
  try {
    content = JSON.parse(answer.body);
  } catch (error) {
    return `no JSON for ${number}: ${messageOf(error)}`;
  }
  const right = { number, rounded: trueRounding(number) };
  return isSame(content, right) ? null : `${answer.body.slice(0, 200)} instead of ${JSON.stringify(right)}`;
}

/** Numbers by value: -0 is 0, as JSON has it. */
function isSame(content: unknown, right: { readonly number: number; readonly rounded: number }): boolean {
  return (
    typeof content === 'object' &&
    content !== null &&
    Object.keys(content).length === 2 &&
    'number' in content &&
    content.number === right.number &&
    'rounded' in content &&
    content.rounded === right.rounded
  );
}
