import type { FunctionOutcome } from '../release/outcome.ts';

/** Who may do what now: one line with commands ready to copy, or null where nobody has to do anything. */
export function nextActionOf({ facts, rest }: FunctionOutcome): string | null {
  const { headSha } = facts.pullRequest;
  const { permission, self } = facts.policy.approvers;
  const who = `Somebody with ${permission} access${self ? '' : ' who is neither the author nor the last to push'}`;
  switch (rest.reason) {
    case 'ready':
      return facts.policy.promoteOn === 'merge'
        ? null
        : `${who} promotes it: ${facts.policy.promoteOn === 'approval' ? 'approve this commit, or comment' : 'comment'} \`/scientist promote ${headSha}\``;
    case 'needs-consent':
      return `Read the change first, then: \`/scientist soak ${headSha}\``;
    case 'collecting':
      return 'Nothing to do. `/scientist stop` ends the soak.';
    case 'watching':
    case 'promoted':
      return '`/scientist rollback` brings the old one back.';
    case 'failed':
      return 'Push a commit that mends it: a change of content starts a new soak.';
    case 'rolled-back':
      return 'Push a commit that changes the content: what was taken back is not promoted again.';
    case 'undefined-experiment':
      return 'Put it back into experiments.yml, or take the function out of .github/scientist.yml.';
    case 'other-control':
      return 'Name the same function in both.';
    case 'superseded':
      return 'Push a commit to compare with the control of today. `/scientist rollback` tidies up what was promoted.';
    case 'behind':
      return 'Merge the base branch into this one; the soak goes on where its content stays the same.';
    case 'invalid':
      return 'Give the shadow role what the function reads, or tell experiments.yml to ignore what varies by itself.';
    case 'inconclusive':
      return 'Soak longer (`soak.max`), claim less (`claim`), or give it more traffic.';
    case 'package-failed':
    case 'package-unusable':
      return 'Mend the package workflow’s run and push, or run it again.';
    case 'cannot-clone':
      return 'Take that setting off the function, or leave it out of `.github/scientist.yml`. Which settings a clone can have is in docs/cloning.md.';
    case 'no-package':
      return 'If it does not come: is `.github/workflows/scientist-package.yml` on this branch, and may it run?';
    case 'stopped':
      return 'Push a commit to soak again.';
    default:
      return null;
  }
}
