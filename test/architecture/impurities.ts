import ts from 'typescript';

/** Names through which a file reaches the world without an import. */
const ambient = new Set([
  'process',
  'console',
  'globalThis',
  'performance',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
]);
/** Members that answer differently each time they are asked. */
const members = new Set(['Date.now', 'Math.random', 'crypto.randomUUID', 'crypto.getRandomValues']);
const imported = new Set(['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues', 'webcrypto']);

/**
 * What in a source text depends on more than its arguments: clock, randomness, environment, output, network, timers.
 * Each as `line: what`. Imports of modules are the business of dependency-cruiser.
 */
export function impuritiesOf(source: string): string[] {
  const file = ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const what = impurity(node);
    if (what !== undefined)
      found.push(`${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function impurity(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && members.has(node.getText())) return node.getText();
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (ts.isImportSpecifier(node) && imported.has((node.propertyName ?? node.name).text))
    return node.getText();
  if (ts.isIdentifier(node) && ambient.has(node.text) && isReference(node)) return node.text;
  return undefined;
}

/** A use of the global name, not a property, parameter or declaration that happens to be called the same. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isTypeNode(parent) || ts.isQualifiedName(parent)) return false;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  const isName = 'name' in parent && parent.name === node;
  const isPropertyName = 'propertyName' in parent && parent.propertyName === node;
  return !isName && !isPropertyName;
}
