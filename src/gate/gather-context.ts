import { type ErrorStory, storyOf } from '../errors.ts';
import { parseCommand } from '../inputs/command.ts';
import type { GivenCommand } from '../release/command.ts';
import { urgentVerb } from '../release/people-rules.ts';
import type { Config } from '../release/policy.ts';
import type { CommandComment, PullRequestFacts } from '../release/pull-request-facts.ts';
import type { Ports } from './ports.ts';
import type { PullRequestContext } from './pull-request-context.ts';

/** What people said of a pull request, and what of it could not be read. */
export interface GatheredContext {
  readonly context: PullRequestContext;
  /** What nobody could read: nothing may be let through on the rest. */
  readonly unread: readonly ErrorStory[];
  /** Why commands are left out of the context that would let code through: they may have been edited. */
  readonly unheard: readonly ErrorStory[];
}

/** Gathers what all functions of a pull request share. `idle`: none needs anybody's word. It never throws. */
export async function gatherContext(
  ports: Ports,
  { policy, functions }: Config,
  pullRequest: PullRequestFacts,
  idle: boolean,
): Promise<GatheredContext> {
  const unread = [...pullRequest.unread];
  const orUnread = async <T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    try {
      return idle ? [] : await read();
    } catch (thrown) {
      unread.push(storyOf(thrown));
      return [];
    }
  };
  const [reviews, comments] = await Promise.all([
    orUnread(() => ports.github.listReviews(pullRequest.number)),
    orUnread(() => ports.github.listCommands(pullRequest.number)),
  ]);
  const { commands, unheard } = heardOf(comments);
  const known = new Set(functions.map(({ key }) => key));
  let fetched: ReturnType<PullRequestContext['package']> | null = null;
  const context: PullRequestContext = {
    policy,
    pullRequest,
    reviews,
    commands,
    package: () => {
      fetched ??= ports.package.read(pullRequest, known);
      return fetched;
    },
  };
  return { context, unread, unheard };
}

/** Words that may be somebody else's stop and take back, and do nothing else. One reason is enough for all of them. */
function heardOf(comments: readonly CommandComment[]): {
  readonly commands: readonly GivenCommand[];
  readonly unheard: readonly ErrorStory[];
} {
  const given = comments.map(({ text, ...comment }) => ({ ...comment, command: parseCommand(text) }));
  return {
    commands: given
      .filter((one) => one.unproven === null || urgentVerb(one) !== null)
      .map(({ unproven: _, ...command }) => command),
    unheard: given
      .flatMap((one) => (one.unproven === null || urgentVerb(one) !== null ? [] : [one.unproven]))
      .slice(0, 1),
  };
}
