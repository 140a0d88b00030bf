import { describe, expect, it } from 'vitest';
import type { CommandEntry } from '../../scientist-runtime/contract/journal.ts';
import type { Facts } from '../../src/release/facts.ts';
import { answersSection } from '../../src/report/answers.ts';
import { outcomes } from './outcomes.ts';

const stopped = (await outcomes.stopped?.())?.functions[0]?.facts;
const [given] = (stopped?.journal ?? []).filter((entry) => entry.kind === 'command');
if (stopped === undefined || given === undefined) {
  throw new Error('the stopped outcome has no command');
}

/** What the comment answers to these commands, oldest first: verb by verb. */
function answered(...verbs: readonly string[]): readonly string[] {
  const journal = verbs.map(
    (command, index): CommandEntry => ({ ...(given as CommandEntry), command, id: `c${index}` }),
  );
  const section = answersSection({ ...(stopped as Facts), journal }) ?? '';
  return [...section.matchAll(/UTC, `(\w+)`/g)].map(([, verb]) => verb ?? '');
}

describe('the answers to commands', () => {
  it.each([
    [
      ['stop', 'promote'],
      ['stop', 'promote'],
    ],
    [
      ['stop', 'promote', 'rollback', 'soak'],
      ['promote', 'rollback', 'soak'],
    ],
    [
      ['promote', 'help', 'help', 'help'],
      ['promote', 'help'],
    ],
    [['help', 'promote'], ['promote']],
    [['help'], ['help']],
    [[], []],
  ])('to %j are those to %j', (verbs, shown) => {
    expect(answered(...verbs)).toEqual(shown);
  });
});
