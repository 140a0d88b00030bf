import { describe, expect, it } from 'vitest';
import { readRepositoryFile, repositoryFiles } from '../tooling/repository-files.ts';
import { impuritiesOf } from './impurities.ts';

const pure =
  /^(src\/(statistics|release|inputs|report)|scientist-runtime\/(contract|core)|prove\/soaks)\/.*\.ts$/;

describe('a pure file', () => {
  it.each([
    ['the clock', 'export const f = () => Date.now();', 'Date.now'],
    ['the clock through a constructor', 'export const f = () => new Date();', 'new Date()'],
    ['the clock through a call', 'export const f = () => Date();', 'Date()'],
    ['the monotonic clock', 'export const f = () => performance.now();', 'performance'],
    ['randomness', 'export const f = () => Math.random();', 'Math.random'],
    [
      'randomness through an import',
      "import { randomUUID as id } from 'node:crypto'; id();",
      'randomUUID as id',
    ],
    ['the environment', 'export const f = () => process.env.HOME;', 'process'],
    ['the environment, taken apart', 'const { env } = process; export { env };', 'process'],
    ['the console', "console.log('x');", 'console'],
    ['the network', "export const f = () => fetch('http://127.0.0.1');", 'fetch'],
    ['a timer', 'export const f = () => setTimeout(f, 1);', 'setTimeout'],
    ['a global by another way', 'export const f = () => globalThis;', 'globalThis'],
    ['a global put into an object', 'export const f = { fetch };', 'fetch'],
    ['a function that is passed on', 'export const f = (later = setTimeout) => later;', 'setTimeout'],
  ])('is caught reaching for %s', (_, source, what) => {
    expect(impuritiesOf(source)).toContain(`1: ${what}`);
  });

  it.each([
    ['a given time', 'export const f = (at: number) => new Date(at).toISOString();'],
    ['a property of the same name', "export const f = (x: { process: string }) => x.process + 'console';"],
    ['a key of the same name', 'export const f = { process: 1, fetch: 2 };'],
    ['a property taken out of an object', 'export const f = ({ process: p }: { process: string }) => p;'],
    ['a comment', '/** Date.now, process.env */ export const f = 1;'],
    ['a hash', "import { createHash } from 'node:crypto'; export const f = createHash;"],
  ])('may use %s', (_, source) => {
    expect(impuritiesOf(source)).toEqual([]);
  });
});

describe('the pure folders', () => {
  const files = repositoryFiles().filter((path) => pure.test(path));

  it('are found', () => {
    expect(files.length).toBeGreaterThan(10);
  });

  it('depend on their arguments alone', () => {
    const found = files.flatMap((path) =>
      impuritiesOf(readRepositoryFile(path)).map((what) => `${path}:${what}`),
    );
    expect(found).toEqual([]);
  });
});
