import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './repository-files.ts';

const files = repositoryFiles();

describe('the repository', () => {
  // Spelled in parts, so that this file does not hold them itself.
  it.each([
    ['a folder of one machine', ['/wo', 'rk/']],
    ['a folder beside the clone', ['../', 'shared']],
    ['the npm registry', ['registry.', 'npmjs.org']],
    ['the Python package index', ['pypi', '.org']],
    ['the Python file host', ['files.', 'pythonhosted.org']],
    ['the Go module proxy', ['proxy.', 'golang.org']],
    ['the Debian archive', ['deb.', 'debian.org']],
  ])('does not name %s', (_, parts) => {
    const word = parts.join('');
    expect(files.filter((path) => readRepositoryFile(path).includes(word))).toEqual([]);
  });

  it('runs every test it has', () => {
    const tests = files.filter((path) => path.startsWith('test/') && path.endsWith('.ts'));
    const notRun =
      /\b(?:it|test|describe|suite|context)\b[\w.]*\.(?:skip|only|todo|skipIf|runIf|fails)\b|\bx(?:it|describe)\(/;
    expect(tests.length).toBeGreaterThan(0);
    expect(tests.filter((path) => notRun.test(readRepositoryFile(path)))).toEqual([]);
  });

  it('imports zod by its namespace, so that only what is used of it is bundled', () => {
    const sources = files.filter((path) => /^(src|scientist-runtime)\/.*\.ts$/.test(path));
    const named = /^import (?:type )?\{[^}]*\} from 'zod'/m;
    expect(sources.filter((path) => named.test(readRepositoryFile(path)))).toEqual([]);
  });
});

describe('docs/dependencies.md', () => {
  const page = readRepositoryFile('docs/dependencies.md');
  const rows = [...page.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, name = '', reason = '']) => ({
    name,
    reason,
  }));
  const manifest = JSON.parse(readRepositoryFile('package.json'));
  const { 'locked-node': lockedNode, ...devDependencies } = manifest.devDependencies;
  const nodes = JSON.parse(readRepositoryFile('scripts/bootstrap/node/package.json')).optionalDependencies;
  const npm: Record<string, string> = { ...manifest.dependencies, ...devDependencies, ...nodes };
  const python = [...readRepositoryFile('requirements.in').matchAll(/^([\w-]+)==/gm)].map(
    ([, name = '']) => name,
  );

  it('gives a reason for each dependency and names no other', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(
      [...new Set([...Object.keys(npm), ...python])].sort(),
    );
    expect(rows.filter(({ reason }) => reason.trim() === '')).toEqual([]);
  });

  it('is right that every version is pinned', () => {
    const isPinned = (version: string): boolean => /^(npm:[\w@/-]+@)?\d+\.\d+\.\d+$/.test(version);
    expect(Object.values(npm).filter((version) => !isPinned(version))).toEqual([]);
  });

  it('is right that whoever installs the command line keeps the Node they have', () => {
    expect(lockedNode).toBe('file:scripts/bootstrap/node');
    expect(manifest.optionalDependencies).toBeUndefined();
    expect(Object.keys(manifest.dependencies).filter((name) => name in nodes)).toEqual([]);
  });
});

describe('our own command line, where people copy it from', () => {
  const pages = files.filter(
    (path) => path === 'README.md' || /^docs\/[^/]+\.md$/.test(path) || path.startsWith('templates/'),
  );
  const calls = pages.flatMap((path) =>
    [
      ...readRepositoryFile(path).matchAll(/(npx [^`\n]*?serverless-scientist|node dist\/cli\.js) ([a-z]+)/g),
    ].map(([, how = '', command = '']) => ({ path, how, command })),
  );

  it('is only asked for commands that it has', () => {
    const source = readRepositoryFile('src/cli/build-program.ts');
    const has = (command: string) => source.includes(`'${command}'`);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.filter(({ command }) => !has(command))).toEqual([]);
  });

  it('is never taken from a registry, where the name may be somebody else’s', () => {
    const npx = calls.filter(({ how }) => how.startsWith('npx'));
    expect(npx.length).toBeGreaterThan(0);
    expect(npx.filter(({ how }) => how !== 'npx --no serverless-scientist')).toEqual([]);
  });
});
