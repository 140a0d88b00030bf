import { describe, expect, it } from 'vitest';
import type { GivenCommand } from '../../src/release/command.ts';
import type { Policy } from '../../src/release/policy.ts';
import type { Review } from '../../src/release/pull-request-facts.ts';
import { unheardApprovals } from '../../src/release/unheard-approvals.ts';
import { config } from '../gate/config.ts';
import { policyWith, published, pullRequest, reviewWith } from './made-approval.ts';

/** Ben's approval, given before the verdict unless it is `late`. */
function review(changes: Partial<Review> = {}): Review {
  return reviewWith({ submittedAtMs: 500, ...changes });
}
const late = { submittedAtMs: 2_000 };

function promote(changes: Partial<GivenCommand> = {}): GivenCommand {
  const command = { verb: 'promote', sha: pullRequest.headSha } as const;
  return { commentId: 1, by: 'ben', permission: 'write', atMs: 500, command, ...changes };
}

function unheard(
  reviews: readonly Review[],
  commands: readonly GivenCommand[],
  changes: Partial<Policy> = {},
) {
  return unheardApprovals(policyWith(changes), pullRequest, published, { reviews, commands }).map(
    ({ by, because }) => `${by} ${because}`,
  );
}

const lone: Partial<Policy> = { approvers: { ...config.policy.approvers, self: true } };

describe('approvals that are not heard', () => {
  it.each<[string, string[], string[]]>([
    ['one from before the verdict', unheard([review()], []), ['ben early-review']],
    [
      'one from the very time of the verdict',
      unheard([review({ submittedAtMs: 1_000 })], []),
      ['ben early-review'],
    ],
    ['a command from before the verdict', unheard([], [promote()]), ['ben early-command']],
    ['a person once', unheard([review()], [promote({ by: 'Ben' })]), ['ben early-review']],
    ['the author’s', unheard([review({ ...late, by: 'Ana' })], []), ['Ana own-work']],
    ['the last pusher’s', unheard([review({ by: 'paul' })], []), ['paul own-work']],
    ['a reader’s', unheard([review({ ...late, permission: 'read' })], []), ['ben no-permission']],
    [
      'an own one under `self` that is early',
      unheard([review({ by: 'ana' })], [], lone),
      ['ana early-review'],
    ],
    [
      'a command under `promote_on: command`',
      unheard([review()], [promote()], { promoteOn: 'command' }),
      ['ben early-command'],
    ],
  ])('name %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it.each<[string, string[]]>([
    ['whoever was heard', unheard([review(late)], [])],
    ['whoever was heard by the other way', unheard([review()], [promote({ atMs: 2_000 })])],
    ['a review of an earlier head', unheard([review({ commitSha: 'c'.repeat(40) })], [])],
    ['a review that only comments', unheard([review({ state: 'commented' })], [])],
    [
      'a command that was refused with a reason',
      unheard([], [promote({ by: 'ana' }), promote({ permission: 'read' })]),
    ],
    ['a review where the command promotes', unheard([review()], [], { promoteOn: 'command' })],
    ['anybody where the merge promotes', unheard([review()], [promote()], { promoteOn: 'merge' })],
    ['their own work under `self`', unheard([review({ ...late, by: 'ana' })], [], lone)],
  ])('leave out %s', (_, found) => {
    expect(found).toEqual([]);
  });
});
