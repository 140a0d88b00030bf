import { createHub, type HubParts } from './create-hub.ts';
import type { Answer, Call, ExchangeListener } from './exchange.ts';
import { notFound, Refusal } from './exchange.ts';
import type { GithubEvent, Hub } from './hub.ts';
import type { Identity } from './identity.ts';
import { routeTable } from './route-table.ts';
import { accountRoutes } from './routes/accounts.ts';
import { activityRoutes } from './routes/activities.ts';
import { archiveRoutes } from './routes/archives.ts';
import { checkRoutes } from './routes/checks.ts';
import { collaboratorRoutes } from './routes/collaborators.ts';
import { commentRoutes } from './routes/comments.ts';
import { eventRoutes } from './routes/events.ts';
import { forkRoutes } from './routes/forks.ts';
import { mergeRoutes } from './routes/merges.ts';
import { pageRoutes } from './routes/pages.ts';
import { pullRoutes } from './routes/pulls.ts';
import { pushRoutes } from './routes/pushes.ts';
import { repositoryRoutes } from './routes/repositories.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { runRoutes } from './routes/runs.ts';
import { type RawCall, refusalAnswer } from './serve-http.ts';

/** What the facade is made of. */
export interface FacadeParts extends HubParts {
  /** token → identity; grows as app tokens are issued */
  readonly identities: ReadonlyMap<string, Identity>;
  readonly onExchange: ExchangeListener;
}

/** The facade: authenticates, routes, passes on what it need not change, and publishes events. */
export interface Facade {
  readonly hub: Hub;
  readonly answerTo: (call: RawCall) => Promise<Answer>;
  readonly onEvent: (listener: (event: GithubEvent) => void) => () => void;
}

/** Puts hub, routes and listeners together. */
export function createFacade(parts: FacadeParts): Facade {
  const listeners = new Set<(event: GithubEvent) => void>();
  const downloads = new Map<string, Buffer>();
  const hub = createHub(parts, downloads, listeners);
  const match = routeTable([
    ...accountRoutes(hub),
    ...repositoryRoutes(hub),
    ...activityRoutes(hub),
    ...forkRoutes(hub),
    ...mergeRoutes(hub),
    ...pullRoutes(hub),
    ...eventRoutes(hub),
    ...reviewRoutes(hub),
    ...commentRoutes(hub),
    ...collaboratorRoutes(hub),
    ...checkRoutes(hub),
    ...runRoutes(hub),
    ...archiveRoutes(hub),
    ...pushRoutes(hub),
    ...pageRoutes(hub),
  ]);
  const answerTo = async (raw: RawCall): Promise<Answer> => {
    const url = new URL(raw.target, parts.apiUrl);
    const download = raw.method === 'GET' ? downloads.get(url.pathname + url.search) : undefined;
    if (download !== undefined)
      return { status: 200, body: download, headers: { 'content-type': 'application/zip' } };
    const identity = identify(parts, hub, raw, url.pathname);
    const found = match(raw.method, url.pathname);
    const call: Call = {
      method: raw.method,
      target: raw.target,
      path: url.pathname,
      query: url.searchParams,
      params: found?.params ?? {},
      accept: raw.accept,
      body: raw.body,
      identity,
    };
    const answer = await answerCall(call, found?.route.answer ?? ((passed) => hub.forward(passed)));
    parts.onExchange(call, answer);
    return answer;
  };
  return {
    hub,
    answerTo,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function answerCall(call: Call, answer: (call: Call) => Promise<Answer>): Promise<Answer> {
  try {
    return await answer(call);
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error);
    throw error;
  }
}

/** Who calls. A private repository does not exist for those without access. @throws Refusal 401, 404 */
function identify(parts: FacadeParts, hub: Hub, raw: RawCall, path: string): Identity {
  const token = raw.authorization?.replace(/^(bearer|token)\s+/i, '').trim();
  const identity = token === undefined ? undefined : parts.identities.get(token);
  if (token !== undefined && identity === undefined) throw new Refusal(401, 'Bad credentials');
  const repository = /^\/repos\/([^/]+\/[^/]+)/.exec(path)?.[1];
  if (parts.isPrivate && repository !== undefined && !maySee(parts, hub, identity, repository))
    throw notFound();
  return identity ?? { kind: 'user', token: '', login: '' };
}

/** Forks of a private repository are seen by their owner only; the app is installed on the base alone. */
function maySee(parts: FacadeParts, hub: Hub, identity: Identity | undefined, repository: string): boolean {
  if (identity === undefined) return false;
  if (repository === parts.repository) return hub.roleOf(identity) !== 'none';
  return identity.kind === 'user' && repository.startsWith(`${identity.login}/`);
}
