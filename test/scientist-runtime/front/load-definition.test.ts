import { beforeEach, expect, test } from 'vitest';
import type { DefinitionReply } from '../../../scientist-runtime/shell/ask-definition.ts';
import { createDefinition, type Definition } from '../../../scientist-runtime/shell/load-definition.ts';
import { arnOf, definitionOf, experimentOf } from '../../harness/definition-of.ts';

/** An S3 under the test's hand, asked by a definition whose clock is under it too. */
let nowMs: number;
let asks: (string | null)[];
let answer: (signal: AbortSignal) => DefinitionReply | Promise<DefinitionReply>;
let definition: Definition;

beforeEach(() => {
  nowMs = 1_764_000_000_000;
  asks = [];
  answer = () => changed('one');
  definition = createDefinition(
    async (etag, _timeoutMs, signal) => {
      asks.push(etag);
      return answer(signal);
    },
    () => nowMs,
  );
});

function changed(control: string, etag = `"${control}"`): DefinitionReply {
  const text = JSON.stringify(definitionOf({ round: experimentOf({ control: arnOf(control) }) }));
  return { kind: 'changed', etag, text };
}

const failed: DefinitionReply = { kind: 'failed', why: 'S3 answered 503' };

async function controlForUse(): Promise<string | undefined> {
  return (await definition.forUse())?.byPath.get('round')?.experiment.control.split(':').at(-1);
}

function pass(seconds: number): void {
  nowMs += seconds * 1_000;
}

function never(signal: AbortSignal): Promise<DefinitionReply> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(failed)));
}

test('is read by the first request and used by the next ones', async () => {
  expect([await controlForUse(), await controlForUse()]).toEqual(['one', 'one']);
  definition.askBeside();

  expect(asks).toEqual([null]);
});

test('from 15 s nobody waits: the copy at hand is used and the answer serves the next request', async () => {
  await definition.forUse();
  pass(15);
  answer = () => changed('two');

  expect(await controlForUse()).toBe('one');
  definition.askBeside();
  await definition.settle(1_000);

  expect(await controlForUse()).toBe('two');
  expect(asks).toEqual([null, '"one"']);
});

test('past 30 s the answer is waited for', async () => {
  await definition.forUse();
  pass(30);
  answer = () => changed('two');

  expect(await controlForUse()).toBe('two');
});

test('a copy that S3 confirms is new again', async () => {
  await definition.forUse();
  pass(40);
  answer = () => ({ kind: 'unchanged' });
  expect(await controlForUse()).toBe('one');

  pass(14);
  await definition.forUse();
  definition.askBeside();

  expect(asks).toHaveLength(2);
});

test('past 30 s a silent S3 is not waited for beyond the budget, and its late answer is still taken', async () => {
  await definition.forUse();
  pass(3_600);
  const late = Promise.withResolvers<DefinitionReply>();
  answer = () => late.promise;

  expect(await controlForUse()).toBe('one');

  late.resolve(changed('two'));
  await definition.settle(1_000);
  expect(await controlForUse()).toBe('two');
});

test('an answer counts from when it was asked for, however late it is read', async () => {
  await definition.forUse();
  pass(20);
  const late = Promise.withResolvers<DefinitionReply>();
  answer = () => late.promise;
  definition.askBeside();
  const settled = definition.settle(1_000);
  pass(3_600);
  late.resolve({ kind: 'unchanged' });
  await settled;

  answer = () => changed('two');
  expect(await controlForUse()).toBe('two');
});

test('while S3 fails the copy at hand serves, and only a request after each pause waits for it', async () => {
  await definition.forUse();
  pass(60);
  answer = () => failed;

  expect(await controlForUse()).toBe('one');
  expect(await controlForUse()).toBe('one');
  expect(definition.problem()).toBe('S3 answered 503');
  expect(asks).toHaveLength(2);

  pass(1);
  expect(await controlForUse()).toBe('one');
  expect(asks).toHaveLength(3);
  pass(1);
  await definition.forUse();
  expect(asks).toHaveLength(3);
});

test('the first answer of an S3 that failed is taken at once', async () => {
  await definition.forUse();
  pass(60);
  answer = () => failed;
  await definition.forUse();
  pass(1);
  answer = () => changed('two');

  expect(await controlForUse()).toBe('two');
  expect(definition.problem()).toBeNull();
});

test('without a copy S3 is asked twice, and again by the next request', async () => {
  answer = () => failed;

  expect(await definition.forUse()).toBeNull();
  expect(asks).toEqual([null, null]);
  answer = () => changed('one');
  expect(await controlForUse()).toBe('one');
});

test.each([
  ['text that is not JSON', '{'],
  ['another schema version', JSON.stringify({ ...definitionOf({}), schemaVersion: 2 })],
  ['a definition without experiments', '{"schemaVersion":1}'],
  ['JSON that is no definition', 'null'],
  ...(['path', 'api', 'control', 'shadows'] as const).map((key): [string, string] => [
    `an experiment without ${key}`,
    JSON.stringify({
      ...definitionOf({}),
      experiments: { fine: experimentOf(), other: { ...experimentOf({ path: 'o' }), [key]: undefined } },
    }),
  ]),
])('%s never replaces the copy at hand', async (_, text) => {
  await definition.forUse();
  pass(60);
  answer = () => ({ kind: 'changed', etag: '"broken"', text });

  expect(await controlForUse()).toBe('one');
  expect(definition.problem()).toContain('effective.json');

  pass(1);
  answer = () => changed('two');
  await definition.forUse();
  expect(asks.at(-1)).toBe('"one"');
});

test('no ask outlives its invocation, and one that was ended is no failure', async () => {
  await definition.forUse();
  pass(20);
  answer = never;
  definition.askBeside();

  await definition.settle(0);
  expect(definition.problem()).toBeNull();

  answer = () => changed('two');
  definition.askBeside();
  await definition.settle(1_000);
  expect(await controlForUse()).toBe('two');
});

test('an ask that throws is a problem, not an accident', async () => {
  answer = () => {
    throw new TypeError('no such header');
  };

  expect(await definition.forUse()).toBeNull();
  expect(definition.problem()).toContain('no such header');
});
