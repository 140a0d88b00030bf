import type { Pull } from './change-branch.ts';
import type { Speaker } from './speak-github.ts';

/** Approves exactly this head. */
export async function approve(speaker: Speaker, { number, headSha }: Pull): Promise<void> {
  await speaker.ask('POST', `/pulls/${number}/reviews`, {
    event: 'APPROVE',
    body: 'Reads well.',
    commit_id: headSha,
  });
}

/** Types a comment, such as a command. */
export async function comment(speaker: Speaker, { number }: Pull, body: string): Promise<void> {
  await speaker.ask('POST', `/issues/${number}/comments`, { body });
}

/** Closes without a merge. */
export async function close(speaker: Speaker, { number }: Pull): Promise<void> {
  await speaker.ask('PATCH', `/pulls/${number}`, { state: 'closed' });
}
