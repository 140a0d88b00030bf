import * as z from 'zod';
import { parseAnswer } from './outside-data.ts';

const activitiesSchema = z.array(
  z.object({ after: z.string(), actor: z.object({ login: z.string(), type: z.string() }).nullable() }),
);

/** Who moved a branch. Behind a bot somebody else may stand, and nothing says who. */
export interface Pusher {
  readonly login: string;
  readonly isPerson: boolean;
}

/** From `GET /repos/{owner}/{repo}/activity`, newest first: who moved the branch to this commit, or null. */
export function pusherFrom(answer: unknown, headSha: string): Pusher | null {
  const activities = parseAnswer('a list of pushes', activitiesSchema, answer);
  const actor = activities.find(({ after }) => after === headSha)?.actor ?? null;
  return actor === null ? null : { login: actor.login, isPerson: actor.type === 'User' };
}
