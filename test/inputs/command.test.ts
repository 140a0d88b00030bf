import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLineOf, parseCommand } from '../../src/inputs/command.ts';

const sha = '0123456789abcdef0123456789abcdef01234567';

describe('the line of a command', () => {
  it.each([
    ['/scientist help', '/scientist help'],
    ['/scientist help  \r\nbecause I am lost', '/scientist help'],
    ['/scientist\thelp\n/scientist stop', '/scientist\thelp'],
    ['/scientist', '/scientist'],
    ['/scientists help', null],
    ['/scientist-help', null],
    [' /scientist help', null],
    ['> /scientist help', null],
    ['```\n/scientist help\n```', null],
    ['Nice.\n/scientist promote', null],
    ['', null],
  ])('in %j is %j', (comment, line) => {
    expect(commandLineOf(comment)).toBe(line);
  });
});

describe('a command', () => {
  it.each([
    [`/scientist promote ${sha}`, { verb: 'promote', sha }],
    [`/scientist  soak\t${sha}`, { verb: 'soak', sha }],
    ['/scientist rollback', { verb: 'rollback' }],
    ['/scientist stop', { verb: 'stop' }],
    ['/scientist help', { verb: 'help' }],
  ])('%j is read', (line, command) => {
    expect(parseCommand(line)).toEqual(command);
  });

  it.each([
    ['/scientist', /names what to do/],
    ['/scientist ', /no such command/],
    ['/scientist deploy', /no such command/],
    ['/scientist Promote', /no such command/],
    ['/scientist promote', /full 40-digit SHA/],
    [`/scientist promote ${sha.slice(0, 7)}`, /all 40 digits/],
    [`/scientist promote ${sha.toUpperCase()}`, /lower case/],
    [`/scientist promote ${sha}0`, /all 40 digits/],
    [`/scientist promote ${sha} now`, /nothing else/],
    [`/scientist promote ${sha}\u00a0`, /nothing else/],
    [`/scientist promote\u00a0${sha}`, /no such command/],
    ['/scientist rollback round', /nothing may follow/],
    ['/scientist stop; rm -rf /', /no such command/],
    ['/scientist accept D1', /not built yet/],
    ['/scientist waive', /not built yet/],
    ['/scientist lock round', /not built yet/],
    ['/scientist unlock round', /not built yet/],
    ['/scientist constructor', /no such command/],
  ])('%j is refused', (line, problem) => {
    const command = parseCommand(line);
    expect(command).toEqual({ verb: 'unknown', problem: expect.stringMatching(problem) });
  });

  it('is never read out of a longer or shorter line than the grammar', () => {
    const valid = fc.constantFrom(
      `/scientist promote ${sha}`,
      `/scientist soak ${sha}`,
      '/scientist rollback',
      '/scientist stop',
      '/scientist help',
    );
    fc.assert(
      fc.property(valid, fc.string({ unit: 'binary', minLength: 1 }), fc.nat(60), (line, extra, cut) => {
        const longer = line + (/^[ \t]/.test(extra) ? `.${extra}` : extra);
        const shorter = line.slice(0, Math.min(cut, line.length - 1));
        expect(parseCommand(longer).verb).toBe('unknown');
        expect(parseCommand(shorter).verb).toBe('unknown');
      }),
    );
  });

  it('quotes nothing of what was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (typed) => {
        const command = parseCommand(`/scientist x<!--${typed}-->`);
        expect(command).toEqual({ verb: 'unknown', problem: 'There is no such command.' });
      }),
    );
  });
});

it('a line that is longer than any command is none, however much of it there is', () => {
  expect(commandLineOf(`/scientist${' '.repeat(262_000)}x`)).toBeNull();
  expect(commandLineOf(`/scientist stop${' '.repeat(262_000)}`)).toBeNull();
});
