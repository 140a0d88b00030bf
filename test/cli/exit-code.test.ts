import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { exitCodeOf } from '../../src/cli/exit-code.ts';
import { type ErrorName, ScientistError } from '../../src/errors.ts';

const codes: Readonly<Record<ErrorName, number>> = {
  InvalidInput: 1,
  Conflict: 1,
  WrongUsage: 2,
  NotFound: 3,
  NotPermitted: 3,
  Unavailable: 3,
  MissingTool: 3,
};

describe('the exit code', () => {
  it.each(Object.entries(codes) as [ErrorName, number][])('for %s is %i', (name, code) => {
    expect(exitCodeOf(new ScientistError(name, { expected: 'a', found: 'b', remedy: 'c' }))).toBe(code);
  });

  it('is that of help for help, and of wrong usage for all else that commander says', () => {
    expect(exitCodeOf(new CommanderError(0, 'commander.helpDisplayed', ''))).toBe(0);
    expect(exitCodeOf(new CommanderError(1, 'commander.unknownOption', ''))).toBe(2);
  });

  it.each([new TypeError('a fault of ours'), 'a text', undefined])(
    'says nothing of the question for %s',
    (thrown) => {
      expect(exitCodeOf(thrown)).toBe(3);
    },
  );
});
