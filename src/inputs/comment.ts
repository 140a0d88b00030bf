import * as z from 'zod';
import type { CommandComment } from '../release/pull-request-facts.ts';
import { commandLineOf } from './command.ts';
import { parseAnswer } from './outside-data.ts';

const commentsSchema = z.array(
  z.object({
    id: z.int(),
    node_id: z.string(),
    body: z.string().nullish(),
    html_url: z.string(),
    user: z.object({ login: z.string(), type: z.string() }).nullable(),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  }),
);

/** A comment as far as anybody here asks about it. */
export interface PostedComment {
  readonly id: number;
  readonly body: string;
  readonly url: string;
  /** Login of its author; null where that account is gone. */
  readonly by: string | null;
}

/** A command before its author's permission is known; `text` is its line, without what stands below. */
export interface CommandOfSomebody extends Omit<CommandComment, 'permission' | 'unproven'> {
  /** What GraphQL can be asked for the comment by. It may name it otherwise itself. */
  readonly nodeId: string;
}

/** All comments of a pull request. */
export function commentsFrom(answer: unknown): readonly PostedComment[] {
  return parseAnswer('a list of comments', commentsSchema, answer).map((comment) => ({
    id: comment.id,
    body: comment.body ?? '',
    url: comment.html_url,
    by: comment.user?.login ?? null,
  }));
}

/**
 * The commands among all comments, oldest first. Edited comments are none: others may edit them, and who did
 * is not told. An edit within the second of posting does not show here: `editsQuery` asks for it. Bots give no
 * commands, ours included.
 */
export function commandsFrom(answer: unknown): readonly CommandOfSomebody[] {
  return parseAnswer('a list of comments', commentsSchema, answer)
    .flatMap(({ id, node_id, body, user, created_at, updated_at }) => {
      const text = commandLineOf(body ?? '');
      return text === null || user === null || user.type === 'Bot' || created_at !== updated_at
        ? []
        : [{ commentId: id, nodeId: node_id, by: user.login, atMs: Date.parse(created_at), text }];
    })
    .toSorted((one, other) => one.atMs - other.atMs || one.commentId - other.commentId);
}
