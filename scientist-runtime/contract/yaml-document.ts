import { isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';

/** One thing wrong in a file: where it stands (1-based; 1:1 where the file has no better place) and what to do. */
export interface DocumentProblem {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** A value only where there is no problem at all; `problems` is never empty. */
export type ParsedDocument<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/**
 * The most that is read at all, in bytes of an object and in UTF-16 units of a text at hand: a definition with
 * thousands of experiments is far below it.
 */
export const maxDocumentBytes = 1_048_576;

/**
 * Parses YAML (or JSON, which is YAML) and checks it against a schema. Problems carry the line and column of
 * the value they speak of, or of the nearest parent that stands in the text.
 */
export function parseYamlDocument<T>(text: string, schema: z.ZodType<T>): ParsedDocument<T> {
  if (text.length > maxDocumentBytes) {
    return {
      ok: false,
      problems: [{ line: 1, column: 1, message: `expected at most ${maxDocumentBytes} bytes, found more` }],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true });
  const at = (offset: number, message: string): DocumentProblem => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => at(error.pos[0], firstLine(error.message))),
    };
  }
  const aliases = aliasProblems(document, at);
  if (aliases.length > 0) {
    return { ok: false, problems: aliases };
  }
  const outcome = schema.safeParse(document.toJS({ maxAliasCount: 0 }) ?? {});
  if (outcome.success) {
    return { ok: true, value: outcome.data };
  }
  return {
    ok: false,
    problems: outcome.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) =>
            at(
              keyOffsetOf(document, issue.path, key),
              `${dotted(issue.path)}${unknownKey(key, issue.message)}`,
            ),
          )
        : [at(offsetOf(document, issue.path), `${dotted(issue.path)}${issue.message}`)],
    ),
  };
}

/** Aliases would let a short text grow without limit, so none is resolved. */
function aliasProblems(
  document: ReturnType<typeof parseDocument>,
  at: (offset: number, message: string) => DocumentProblem,
): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  visit(document, {
    Alias: (_, alias) => {
      problems.push(at(alias.range?.[0] ?? 0, 'aliases are not read; write the value out'));
    },
  });
  return problems;
}

/** The schema's own message where `strictObject` made it, which names the keys there are. */
function unknownKey(key: string, message: string): string {
  return message.startsWith('expected')
    ? `unknown key "${key}"; ${message}`
    : `unknown key "${key}"; remove it`;
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/ at line \d+, column \d+:?$/, '');
}

function dotted(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : `${path.map(String).join('.')}: `;
}

/** Offset of a key of the map at a path. */
function keyOffsetOf(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  key: string,
): number {
  const map = path.length === 0 ? document.contents : document.getIn(path.map(String), true);
  const pair = isMap(map)
    ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  return isScalar(pair?.key) && pair.key.range ? pair.key.range[0] : offsetOf(document, path);
}

/** Offset of the key or value at a path; of the deepest parent that exists where the path itself does not. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const keys = path.slice(0, length).map((key) => (typeof key === 'symbol' ? String(key) : key));
    const node = document.getIn(keys, true);
    if (isNode(node) && node.range) {
      return node.range[0];
    }
  }
  return document.contents?.range?.[0] ?? 0;
}
