import { isMap, isNode, isScalar, LineCounter, parseDocument, visit } from 'yaml';
import type * as z from 'zod';
import { inWords } from './schema-words.ts';

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

/** The most that is read at all, in bytes of an object and in UTF-16 units of a text at hand. */
export const maxDocumentBytes = 1_048_576;

/** The most that is parsed as YAML, in UTF-16 units: a definition of a hundred experiments is below it. */
export const maxYamlLength = 65_536;

/** All keys of a YAML document together. */
export const maxYamlKeys = 1_000;

/** Whoever has more to mend than this mends these first. */
const maxProblems = 20;

/** As much of the parser's words as a line of a terminal or a comment has room for. */
const maxMessageLength = 160;

/**
 * Parses YAML and checks it against a schema. Problems, 20 at most, carry the line and column of the value they
 * speak of, or of the nearest parent that stands in the text. The work is bounded before values are made: no
 * aliases, no keys that are themselves maps or lists (the parser takes exponential time to print them), and each
 * key is looked up once instead of being compared with all others of its map.
 */
export function parseYamlDocument<T>(text: string, schema: z.ZodType<T>): ParsedDocument<T> {
  if (text.length > maxYamlLength) {
    const message = `expected at most ${maxYamlLength} characters of YAML, found ${text.length}`;
    return { ok: false, problems: [{ line: 1, column: 1, message }] };
  }
  const { document, at } = yamlPlaces(text);
  if (document.errors.length > 0) {
    return refused(document.errors.map((error) => at(error.pos[0], inShort(error.message))));
  }
  const unreadable = unreadableNodes(document, at);
  if (unreadable.length > 0) {
    return refused(unreadable);
  }
  return checkedValue(document.toJS({ maxAliasCount: 0 }) ?? {}, text, schema);
}

/**
 * Checks what stands in a text (YAML, or JSON, which is YAML) against a schema. The text serves to find places
 * only; where it is too long for that, every problem stands at 1:1.
 */
export function checkedValue<T>(value: unknown, text: string, schema: z.ZodType<T>): ParsedDocument<T> {
  const outcome = schema.safeParse(value, { error: inWords });
  if (outcome.success) {
    return { ok: true, value: outcome.data };
  }
  const { document, at } = yamlPlaces(text.length > maxYamlLength ? '' : text);
  return refused(
    outcome.error.issues
      .slice(0, maxProblems)
      .flatMap((issue) =>
        issue.code === 'unrecognized_keys'
          ? issue.keys
              .slice(0, maxProblems)
              .map((key) =>
                at(
                  keyOffsetOf(document, issue.path, key),
                  `${dotted(issue.path)}${unknownKey(key, issue.message)}`,
                ),
              )
          : [at(offsetOf(document, issue.path), `${dotted(issue.path)}${issue.message}`)],
      ),
  );
}

function refused(problems: readonly DocumentProblem[]): { ok: false; problems: readonly DocumentProblem[] } {
  return { ok: false, problems: problems.slice(0, maxProblems) };
}

type Place = (offset: number, message: string) => DocumentProblem;

function yamlPlaces(text: string): { document: ReturnType<typeof parseDocument>; at: Place } {
  const lines = new LineCounter();
  // Its own check of unique keys compares each key with all before it.
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false });
  const at: Place = (offset, message) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col), message };
  };
  return { document, at };
}

/** What stands in the way of making values: aliases, keys that are none, are given twice, or are too many. */
function unreadableNodes(document: ReturnType<typeof parseDocument>, at: Place): DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  let keys = 0;
  visit(document, {
    Alias: (_, alias) => {
      // Aliases would let a short text grow without limit, so none is resolved.
      problems.push(at(alias.range?.[0] ?? 0, 'aliases are not read; write the value out'));
    },
    Map: (_, map) => {
      const seen = new Set<string>();
      for (const { key } of map.items) {
        const offset = (isNode(key) ? key.range?.[0] : null) ?? map.range?.[0] ?? 0;
        const name = isScalar(key) ? String(key.value) : null;
        keys += 1;
        if (keys > maxYamlKeys) {
          problems.push(at(offset, `expected at most ${maxYamlKeys} keys in the whole file, found more`));
          return visit.BREAK;
        }
        if (name === null) {
          problems.push(at(offset, 'expected a plain word as key'));
          return visit.BREAK;
        }
        if (name === '__proto__') {
          problems.push(at(offset, '"__proto__" cannot be a key; choose another name'));
        }
        if (seen.has(name)) {
          problems.push(at(offset, `keys must be unique, "${name.slice(0, 100)}" stands here again`));
        }
        seen.add(name);
      }
      return undefined;
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

/** The parser quotes what it stumbled over, which may be all the rest of the file; its place is said anyhow. */
function inShort(text: string): string {
  const line = (text.split('\n')[0] ?? text).replace(/ at line \d+, column \d+:?$/, '');
  return line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)} …` : line;
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
