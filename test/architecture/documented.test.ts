import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from '../tooling/repository-files.ts';

describe('an export', () => {
  it.each([
    ['a function', 'export async function f(): Promise<void> {}', '1: f'],
    ['a class', 'export class C {}', '1: C'],
    ['a type', 'export type T = string;', '1: T'],
    ['an interface', 'export interface I {}', '1: I'],
    ['a constant', 'export const c = 1;', '1: c'],
    ['a constant that is taken apart', 'export const { a, b: [c] } = x;', '1: a, c'],
    ['a default', 'export default function () {}', '1: default'],
    ['a default value', 'export default 1;', '1: default'],
    ['a declaration that is exported further down', 'const c = 1;\nexport { c as d };', '1: c'],
    [
      'the second of two in one line of thought',
      '/** Both. */\nexport const a = 1;\nexport const b = 2;',
      '3: b',
    ],
  ])('needs a doc comment as %s', (_, source, what) => {
    expect(undocumentedIn(source)).toEqual([what]);
  });

  it.each([
    ['an empty one', '/** */\nexport const c = 1;'],
    ['one of another kind', '// Why.\nexport const c = 1;'],
    ["the file's own", "/** The file. */\nimport x from 'x';\nexport const c = x;"],
  ])('is not documented by %s', (_, source) => {
    expect(undocumentedIn(source)).toHaveLength(1);
  });

  it.each([
    ['has a doc comment', '/** Why. */\nexport const c = 1;'],
    ['has it at its first signature', '/** Why. */\nexport function f(): void;\nexport function f() {}'],
    ['stands documented elsewhere', "export { a } from './a.ts';\nexport * from './b.ts';"],
    ['is an import handed on', "import { a } from './a.ts';\nexport { a };"],
    ['is none', 'const c = 1;\nfunction f() {}'],
  ])('is let through where it %s', (_, source) => {
    expect(undocumentedIn(source)).toEqual([]);
  });
});

describe('the sources', () => {
  const files = repositoryFiles().filter((path) => /^(src|scientist-runtime)\/.*\.ts$/.test(path));

  it('are found', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it('say of every export what its name does not', () => {
    const found = files.flatMap((path) =>
      undocumentedIn(readRepositoryFile(path)).map((what) => `${path}:${what}`),
    );
    expect(found).toEqual([]);
  });
});

/** Statements of a source text that export something without a doc comment, each as `line: names`. */
function undocumentedIn(source: string): string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const exportedBelow = new Set(file.statements.flatMap(localNamesExportedBy));
  const exports = file.statements
    .map((statement) => ({ statement, names: namesOf(statement) }))
    .filter(({ statement, names }) => isExported(statement) || names.some((name) => exportedBelow.has(name)));
  const documented = new Set(exports.flatMap(({ statement, names }) => (hasDoc(statement) ? names : [])));
  return exports
    .filter(({ names }) => !names.some((name) => documented.has(name)))
    .map(({ statement, names }) => {
      const { line } = file.getLineAndCharacterOfPosition(statement.getStart());
      return `${line + 1}: ${names.join(', ')}`;
    });
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
  return (
    ts.isExportAssignment(statement) || modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/** Names that `export { … }` takes from the same file; with `from` it hands on what stands in another. */
function localNamesExportedBy(statement: ts.Statement): string[] {
  if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier !== undefined) return [];
  const { exportClause } = statement;
  if (exportClause === undefined || !ts.isNamedExports(exportClause)) return [];
  return exportClause.elements.map(({ name, propertyName }) => (propertyName ?? name).text);
}

/** Names that a statement declares; none for one that declares nothing, as an import handed on. */
function namesOf(statement: ts.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => namesIn(name));
  }
  if (
    ts.isFunctionDeclaration(statement) ||
    ts.isClassDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  ) {
    return [statement.name?.text ?? 'default'];
  }
  return ts.isExportAssignment(statement) ? ['default'] : [];
}

function namesIn(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesIn(element.name) : []));
}

/** A doc comment with words or tags in it, directly before the statement. */
function hasDoc(statement: ts.Statement): boolean {
  return ts
    .getJSDocCommentsAndTags(statement)
    .some((doc) => ts.isJSDoc(doc) && (doc.comment !== undefined || doc.tags !== undefined));
}
