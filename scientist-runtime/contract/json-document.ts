import type * as z from 'zod';
import {
  checkedValue,
  type DocumentProblem,
  maxDocumentBytes,
  type ParsedDocument,
} from './yaml-document.ts';

/**
 * Parses JSON that a stranger may have written and checks it against a schema: `JSON.parse` takes time in
 * proportion to the text whatever stands in it. Of a key that is given twice the last value counts. Problems carry
 * line and column where the text is short enough to be searched for them.
 */
export function parseJsonDocument<T>(text: string, schema: z.ZodType<T>): ParsedDocument<T> {
  if (text.length > maxDocumentBytes) {
    const message = `expected at most ${maxDocumentBytes} bytes, found more`;
    return { ok: false, problems: [{ line: 1, column: 1, message }] };
  }
  const parsed = parseJson(text);
  return parsed.ok ? checkedValue(parsed.value, text, schema) : parsed;
}

/** Whatever stands in a text as JSON, or the place where it is none; how long the text may be is its reader's. */
export function parseJson(text: string): ParsedDocument<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, problems: [syntaxProblem(text, error)] };
  }
}

/** V8 names a place in some of its messages only; what it calls unexpected is quoted in the others. */
function syntaxProblem(text: string, error: unknown): DocumentProblem {
  const said = error instanceof Error ? error.message : String(error);
  const message = `expected JSON: ${said.replace(/ in JSON at position .*$/s, '')}`;
  const [, line, column] = /\(line (\d+) column (\d+)\)/.exec(said) ?? [];
  if (line !== undefined && column !== undefined) {
    return { line: Number(line), column: Number(column), message };
  }
  const isCutOff = said.includes('end of JSON input');
  const lines = isCutOff ? text.split('\n') : [''];
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, message };
}
