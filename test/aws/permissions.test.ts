import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the SDK's waiters call while they wait. Source: their names in the SDK and Lambda's waiter definitions. */
const waiterCalls: Readonly<Record<string, string>> = {
  waitUntilFunctionActiveV2: 'GetFunction',
  waitUntilFunctionUpdatedV2: 'GetFunction',
  waitUntilPublishedVersionActive: 'GetFunctionConfiguration',
};

function callsInSource(): ReadonlySet<string> {
  const calls = new Set<string>();
  for (const file of globSync('src/aws/**/*.ts', { cwd: root })) {
    const source = readFileSync(`${root}/${file}`, 'utf8');
    for (const [, command] of source.matchAll(/new ([A-Z]\w+)Command\(/g)) {
      calls.add(command ?? '');
    }
    for (const [, command] of source.matchAll(/\bpaginate([A-Z]\w+)\(/g)) {
      calls.add(command ?? '');
    }
    for (const [waiter] of source.matchAll(/\bwaitUntil\w+/g)) {
      calls.add(waiterCalls[waiter] ?? `${waiter} has no entry in this test`);
    }
  }
  return calls;
}

function callsInTable(): readonly string[] {
  const page = readFileSync(`${root}/docs/permissions.md`, 'utf8');
  return [...page.matchAll(/^\| (\w+) \| `/gm)].map(([, call]) => call ?? '');
}

describe('docs/permissions.md', () => {
  it('names every call to AWS in the source, each once, and no other', () => {
    expect([...callsInTable()].sort()).toEqual([...callsInSource()].sort());
  });
});
