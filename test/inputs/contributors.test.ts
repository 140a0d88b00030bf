import { describe, expect, it } from 'vitest';
import { contributorsFrom } from '../../src/inputs/contributors.ts';

const person = (login: string) => ({ login, type: 'User' });
const bot = { login: 'robot[bot]', type: 'Bot' };

function commit(author: unknown, committer: unknown, verified = true) {
  return { author, committer, commit: { verification: { verified } } };
}

describe('the people behind commits', () => {
  it.each<[string, readonly unknown[], number, readonly string[] | null]>([
    ['are authors and committers', [commit(person('ana'), person('ben'))], 1, ['ana', 'ben']],
    ['are not the web interface', [commit(person('ana'), person('web-flow'))], 1, ['ana']],
    ['are not bots', [commit(bot, person('web-flow'))], 1, []],
    [
      'are not known where a workflow committed, which anybody who may push can have written',
      [commit({ login: 'github-actions[bot]', type: 'Bot' }, person('web-flow'))],
      1,
      null,
    ],
    [
      'are not known where somebody told an agent what to commit',
      [commit({ login: 'copilot-swe-agent[bot]', type: 'Bot' }, person('web-flow'))],
      1,
      null,
    ],
    ['are each told once', [commit(person('ana'), bot), commit(person('ana'), bot)], 2, ['ana']],
    ['are not known where an author has no account', [commit(null, person('ana'))], 1, null],
    ['are not known where a committer has no account', [commit(person('ana'), {})], 1, null],
    ['are not known where nothing proves their names', [commit(bot, bot, false)], 1, null],
    [
      'are not known where nothing is said of a proof',
      [{ author: bot, committer: bot, commit: {} }],
      1,
      null,
    ],
    ['are not known where a commit is not listed', [commit(person('ana'), bot)], 2, null],
  ])('%s', (_what, answer, count, expected) => {
    expect(contributorsFrom(answer, count)).toEqual(expected);
  });
});
