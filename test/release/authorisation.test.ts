import { describe, expect, it } from 'vitest';
import { findApproval } from '../../src/release/authorisation.ts';
import type { Command, GivenCommand } from '../../src/release/command.ts';
import { decideCommand } from '../../src/release/command-decision.ts';
import type { Permission } from '../../src/release/permission.ts';
import type { Policy } from '../../src/release/policy.ts';
import type { PullRequestFacts, Review } from '../../src/release/pull-request-facts.ts';
import { policyWith, published, pullRequest, reviewWith } from './made-approval.ts';

const head = pullRequest.headSha;
const review = reviewWith();

function given(command: Command, by = 'ben', permission: Permission = 'write', atMs = 2_000): GivenCommand {
  return { commentId: 1, by, permission, atMs, command };
}

describe('an approval', () => {
  it('counts when it is for the soaked head, after the verdict, by a second person with write access', () => {
    expect(findApproval(policyWith(), pullRequest, published, { reviews: [review], commands: [] })).toEqual({
      by: 'ben',
      atMs: 2_000,
      byTheirOwn: false,
    });
  });

  it.each<[string, Partial<Review>]>([
    ['for another commit', { commitSha: 'c'.repeat(40) }],
    ['given before the verdict was published', { submittedAtMs: 999 }],
    ['given at the very time of the verdict', { submittedAtMs: 1_000 }],
    ['by somebody who may only read', { permission: 'read' }],
    ['by somebody who may only triage', { permission: 'triage' }],
    ['by the author', { by: 'ana' }],
    ['by the author in other letters', { by: 'Ana' }],
    ['by the last to push', { by: 'paul' }],
    ['that asks for changes', { state: 'changes-requested' }],
    ['that only comments', { state: 'commented' }],
    ['that was dismissed', { state: 'dismissed' }],
  ])('does not count: one %s', (_, change) => {
    expect(
      findApproval(policyWith(), pullRequest, published, {
        reviews: [{ ...review, ...change }],
        commands: [],
      }),
    ).toBeNull();
  });

  it('counts by the author where the policy lets a lone maintainer decide, and is marked as such', () => {
    const lone = policyWith({ approvers: { permission: 'write', teams: [], self: true } });
    const own = [{ ...review, by: 'ana' }];
    expect(findApproval(lone, pullRequest, published, { reviews: own, commands: [] })?.byTheirOwn).toBe(true);
  });

  it.each<[string, Partial<PullRequestFacts>, readonly string[], string | null]>([
    ['by whoever wrote what a bot pushed', { contributors: ['Ben'] }, ['ben'], null],
    ['by somebody else than who wrote what a bot pushed', { contributors: ['Ben'] }, ['cid'], 'cid'],
    ['by one person where nobody can tell whose work it is', { contributors: null }, ['ben'], null],
    ['by that person twice', { contributors: null }, ['ben', 'BEN'], null],
    ['by that person and the author', { contributors: null }, ['ben', 'ana'], null],
    ['by two people, of whom the second decides', { contributors: null }, ['ben', 'cid'], 'cid'],
  ])('of a bot’s push: one %s', (_, change, people, by) => {
    const unknown = { ...pullRequest, lastPusher: 'robot[bot]', ...change };
    const reviews = people.map((login, index) => ({ ...review, id: index + 1, by: login }));
    expect(findApproval(policyWith(), unknown, published, { reviews, commands: [] })?.by ?? null).toBe(by);
  });

  it('may be a review and a command of two people, but not of one', () => {
    const unknown = { ...pullRequest, lastPusher: null, contributors: null };
    const promote = (by: string) => [given({ verb: 'promote', sha: head }, by)];
    expect(
      findApproval(policyWith(), unknown, published, { reviews: [review], commands: promote('ben') }),
    ).toBeNull();
    expect(
      findApproval(policyWith(), unknown, published, { reviews: [review], commands: promote('cid') })?.by,
    ).toBe('cid');
  });

  it.each<[string, Partial<Review>, boolean]>([
    ['by somebody who could approve', {}, true],
    ['for an earlier commit', { commitSha: 'c'.repeat(40), submittedAtMs: 1 }, true],
    ['by somebody who may only read', { permission: 'read' }, false],
  ])('waits while a review asks for changes: one %s', (_, change, waits) => {
    const objection: Review = { ...review, id: 2, by: 'cid', state: 'changes-requested', ...change };
    const command = given({ verb: 'promote', sha: head });
    expect(
      findApproval(policyWith(), pullRequest, published, { reviews: [review, objection], commands: [] }) ===
        null,
    ).toBe(waits);
    expect(
      findApproval(policyWith(), pullRequest, published, { reviews: [objection], commands: [command] }) ===
        null,
    ).toBe(waits);
  });

  it.each<[string, Command]>([
    ['promotes another commit', { verb: 'promote', sha: 'c'.repeat(40) }],
    ['lets this commit see requests', { verb: 'soak', sha: head }],
  ])('is no command that %s', (_, command) => {
    const commands = [given(command)];
    expect(findApproval(policyWith(), pullRequest, published, { reviews: [], commands })).toBeNull();
  });

  it('of two people is that of whoever came second, by review or by command', () => {
    const unknown = { ...pullRequest, contributors: null };
    const reviews = [{ ...review, submittedAtMs: 3_000 }];
    const commands = [given({ verb: 'promote', sha: head }, 'cid')];
    expect(findApproval(policyWith(), unknown, published, { reviews, commands })).toMatchObject({
      by: 'ben',
      atMs: 3_000,
    });
  });

  it('needs the permission that the policy asks for', () => {
    const strict = policyWith({ approvers: { permission: 'maintain', teams: [], self: false } });
    expect(findApproval(strict, pullRequest, published, { reviews: [review], commands: [] })).toBeNull();
  });

  it('is the command alone under promote_on: command, and nothing under promote_on: merge', () => {
    const command = given({ verb: 'promote', sha: head });
    const approvals = (promoteOn: Policy['promoteOn']) => [
      findApproval(policyWith({ promoteOn }), pullRequest, published, { reviews: [review], commands: [] }) !==
        null,
      findApproval(policyWith({ promoteOn }), pullRequest, published, {
        reviews: [],
        commands: [command],
      }) !== null,
    ];
    expect(approvals('approval')).toEqual([true, true]);
    expect(approvals('command')).toEqual([false, true]);
    expect(approvals('merge')).toEqual([false, false]);
  });
});

describe('a command', () => {
  const situation = { policy: policyWith(), pullRequest, promoted: true, objectors: [], passedAtMs: 1_000 };
  const promote: Command = { verb: 'promote', sha: head };

  it.each<[string, GivenCommand, boolean]>([
    ['help by anybody', given({ verb: 'help' }, 'otto', 'none'), true],
    ['stop by the author', given({ verb: 'stop' }, 'ana'), true],
    ['stop by a reader', given({ verb: 'stop' }, 'otto', 'read'), false],
    ['rollback by the author', given({ verb: 'rollback' }, 'ana'), true],
    ['rollback by a reader', given({ verb: 'rollback' }, 'otto', 'read'), false],
    ['promote by a second person', given(promote), true],
    ['promote by the author', given(promote, 'ana'), false],
    ['promote by a reader', given(promote, 'otto', 'read'), false],
    ['promote of another commit', given({ verb: 'promote', sha: 'c'.repeat(40) }), false],
    ['promote before the pass', given(promote, 'ben', 'write', 1_000), false],
    ['soak by a second person', given({ verb: 'soak', sha: head }), true],
    ['soak by the last to push', given({ verb: 'soak', sha: head }, 'paul'), false],
    ['what is no command', given({ verb: 'unknown', problem: 'There is no such command.' }), false],
  ])('%s', (_, command, accepted) => {
    expect(decideCommand(command, situation).accepted).toBe(accepted);
  });

  it('that promotes needs the permission of approvers, one that lets code see requests write access', () => {
    const strict = {
      ...situation,
      policy: policyWith({ approvers: { permission: 'maintain', teams: [], self: false } }),
    };
    expect(decideCommand(given(promote), strict)).toEqual({
      accepted: false,
      answer: '`promote` needs maintain access to this repository.',
    });
    expect(decideCommand(given({ verb: 'soak', sha: head }), strict).accepted).toBe(true);
  });

  it('that promotes says whether it is one approval of two', () => {
    expect(decideCommand(given(promote), situation).answer).toMatch(/^It is promoted/);
    const unknown = { ...situation, pullRequest: { ...pullRequest, contributors: null } };
    expect(decideCommand(given(promote), unknown).answer).toMatch(/^It counts as one of two approvals/);
  });

  it('is refused where it has nothing to act on', () => {
    const idle = { ...situation, promoted: false, passedAtMs: null };
    expect(decideCommand(given({ verb: 'rollback' }), idle)).toMatchObject({ accepted: false });
    expect(decideCommand(given(promote), idle)).toMatchObject({ accepted: false });
    expect(decideCommand(given(promote), { ...situation, objectors: ['cid'] })).toMatchObject({
      accepted: false,
      answer: expect.stringMatching(/^A review asks for changes/),
    });
    expect(
      decideCommand(given(promote), { ...situation, policy: policyWith({ promoteOn: 'merge' }) }),
    ).toEqual({
      accepted: false,
      answer: 'Here the merge promotes: the policy says `promote_on: merge`.',
    });
  });
});
