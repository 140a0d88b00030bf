import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** One import that the rules broke on. */
export interface Violation {
  readonly rule: string;
  readonly from: string;
  readonly to: string;
}

export interface CruiseResult {
  readonly violations: readonly Violation[];
  readonly modules: number;
  /** The rules that were applied. */
  readonly rules: readonly { readonly name: string; readonly comment: string }[];
}

/** An import from one file of the layout: of another file, or of a package or built-in module by its name. */
export interface Import {
  readonly from: string;
  readonly to: string;
  /** Only a type is imported. */
  readonly type?: boolean;
}

/** Lays out files that hold these imports in a temporary copy of the layout, and applies the real rules to them. */
export function cruiseImports(imports: readonly Import[]): CruiseResult {
  const folder = mkdtempSync(join(tmpdir(), 'architecture-'));
  try {
    for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.mjs'])
      cpSync(join(root, file), join(folder, file));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    const paths = new Set(imports.flatMap(({ from, to }) => (isPath(to) ? [from, to] : [from])));
    for (const path of paths) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      const lines = imports.filter(({ from }) => from === path).map((one, index) => statement(one, index));
      writeFileSync(
        join(folder, path),
        [...lines, 'export type T = string;', 'export const v = 1;', ''].join('\n'),
      );
    }
    return cruise(folder, [...new Set([...paths].map((path) => path.split('/')[0] ?? path))]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Applies the rules to folders of this repository itself. */
export function cruiseRepository(folders: readonly string[]): CruiseResult {
  return cruise(root, folders);
}

function isPath(to: string): boolean {
  return to.endsWith('.ts') || to.endsWith('.js');
}

function statement({ from, to, type }: Import, index: number): string {
  const step = relative(dirname(from), to);
  const specifier = !isPath(to) ? to : step.startsWith('.') ? step : `./${step}`;
  if (type) return `import type { T as T${index} } from '${specifier}';\nexport type U${index} = T${index};`;
  return `import * as v${index} from '${specifier}';\nexport const w${index} = v${index};`;
}

function cruise(folder: string, what: readonly string[]): CruiseResult {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [program, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...what];
  // With this output type the exit code says nothing; the report does.
  const report = execFileSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const { summary } = JSON.parse(report);
  return {
    modules: summary.totalCruised,
    rules: summary.ruleSetUsed.forbidden,
    violations: summary.violations.map((one: { rule: { name: string }; from: string; to: string }) => ({
      rule: one.rule.name,
      from: one.from,
      to: one.to,
    })),
  };
}
