import { type Answer, type Call, notFound, Refusal } from './exchange.ts';
import type { GithubEvent, Hub } from './hub.ts';
import type { Identity, Role } from './identity.ts';
import { type Json, type JsonObject, objectAt } from './json.ts';
import { emptyLedger } from './ledger.ts';
import { userOf } from './present-pull.ts';
import { routeTable } from './route-table.ts';
import { accountRoutes } from './routes/accounts.ts';
import { activityRoutes } from './routes/activities.ts';
import { archiveRoutes } from './routes/archives.ts';
import { checkRoutes } from './routes/checks.ts';
import { collaboratorRoutes } from './routes/collaborators.ts';
import { commentRoutes } from './routes/comments.ts';
import { mergeRoutes } from './routes/merges.ts';
import { pullRoutes } from './routes/pulls.ts';
import { pushRoutes } from './routes/pushes.ts';
import { repositoryRoutes } from './routes/repositories.ts';
import { reviewRoutes } from './routes/reviews.ts';
import { runRoutes } from './routes/runs.ts';
import { type RawCall, refusalAnswer } from './serve-http.ts';
import type { Emulator, EmulatorAnswer } from './start-emulate.ts';
import { tidyAnswer } from './tidy-answer.ts';

/** Hears of every authenticated exchange. */
export type ExchangeListener = (call: Call, answer: Answer) => void;

/** What the facade is made of. */
export interface FacadeParts {
  readonly emulator: Emulator;
  readonly apiUrl: string;
  readonly repository: string;
  readonly isPrivate: boolean;
  readonly ownerToken: string;
  /** token → identity; grows as app tokens are issued */
  readonly identities: ReadonlyMap<string, Identity>;
  readonly roles: ReadonlyMap<string, Role>;
  readonly downloadSecret: string;
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
    ...mergeRoutes(hub),
    ...pullRoutes(hub),
    ...reviewRoutes(hub),
    ...commentRoutes(hub),
    ...collaboratorRoutes(hub),
    ...checkRoutes(hub),
    ...runRoutes(hub),
    ...archiveRoutes(hub),
    ...pushRoutes(hub),
  ]);
  const answerTo = async (raw: RawCall): Promise<Answer> => {
    const url = new URL(raw.target, parts.apiUrl);
    const download = raw.method === 'GET' ? downloads.get(url.pathname + url.search) : undefined;
    if (download !== undefined)
      return { status: 200, body: download, headers: { 'content-type': 'application/zip' } };
    const identity = identify(parts, raw, url.pathname);
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
function identify(parts: FacadeParts, raw: RawCall, path: string): Identity {
  const token = raw.authorization?.replace(/^(bearer|token)\s+/i, '').trim();
  const identity = token === undefined ? undefined : parts.identities.get(token);
  if (token !== undefined && identity === undefined) throw new Refusal(401, 'Bad credentials');
  const isPrivatePath = parts.isPrivate && path.startsWith(`/repos/${parts.repository}`);
  const role = identity === undefined ? 'none' : roleOf(parts, identity);
  if (isPrivatePath && role === 'none') throw notFound();
  return identity ?? { kind: 'user', token: '', login: '' };
}

function roleOf(parts: FacadeParts, identity: Identity): Role {
  return identity.kind === 'app' ? 'write' : roleOfLogin(parts, identity.login);
}

function roleOfLogin(parts: FacadeParts, login: string): Role {
  return parts.roles.get(login) ?? (parts.isPrivate ? 'none' : 'read');
}

function createHub(
  parts: FacadeParts,
  downloads: Map<string, Buffer>,
  listeners: ReadonlySet<(event: GithubEvent) => void>,
): Hub {
  const { emulator, apiUrl, repository } = parts;
  let downloadCount = 0;
  const asOwner = async (method: string, target: string, body?: Json): Promise<Json> => {
    const answer = await emulator.ask({ method, target, token: parts.ownerToken, body });
    if (answer.status < 400 && !Buffer.isBuffer(answer.body)) return tidyAnswer(answer.body ?? null, apiUrl);
    throw new Refusal(answer.status, `${method} ${target}: ${JSON.stringify(answer.body)}`);
  };
  const hub: Hub = {
    apiUrl,
    repository,
    ledger: emptyLedger(),
    asOwner,
    forward: async (call, body) => {
      const token = call.identity.token === '' ? undefined : call.identity.token;
      const request = { method: call.method, target: call.target, token, accept: call.accept };
      return answerFrom(await emulator.ask({ ...request, body: body ?? call.body }), call.identity, apiUrl);
    },
    signedDownload: (fileName, bytes) => {
      downloadCount += 1;
      const address = `/_downloads/${downloadCount}/${fileName}?sig=${parts.downloadSecret}`;
      downloads.set(address, bytes);
      // They live for minutes on GitHub; here for the next fifty.
      const [oldest] = downloads.keys();
      if (downloads.size > 50 && oldest !== undefined) downloads.delete(oldest);
      return apiUrl + address;
    },
    roleOf: (identity) => roleOf(parts, identity),
    roleOfLogin: (login) => roleOfLogin(parts, login),
    publish: async (name, sender, payload) => {
      const about: JsonObject = {
        repository: objectAt(await asOwner('GET', `/repos/${repository}`)),
        organization: objectAt(await asOwner('GET', `/orgs/${repository.split('/')[0]}`)),
        sender: await userOf(hub, sender),
      };
      const event = { name, payload: { ...payload, ...about } };
      setImmediate(() => {
        for (const listener of listeners) listener(event);
      });
    },
  };
  return hub;
}

/** The emulator's answer in GitHub's words; it says "Forbidden" where GitHub names the reason. */
function answerFrom(answer: EmulatorAnswer, identity: Identity, apiUrl: string): Answer {
  if (answer.status === 403 && identity.kind === 'app')
    return refusalAnswer(new Refusal(403, 'Resource not accessible by integration'));
  const headers = Object.fromEntries(answer.headers.entries());
  delete headers.location;
  if (answer.body === undefined) return { status: answer.status, headers };
  const body = Buffer.isBuffer(answer.body) ? answer.body : tidyAnswer(answer.body, apiUrl);
  return { status: answer.status, body, headers };
}
