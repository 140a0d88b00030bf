import { type Answer, Refusal } from './exchange.ts';
import type { GithubEvent, Hub } from './hub.ts';
import type { Identity, Role } from './identity.ts';
import { type Json, type JsonObject, objectAt } from './json.ts';
import { emptyLedger } from './ledger.ts';
import { userOf } from './present-pull.ts';
import { presentRepository } from './present-repository.ts';
import { refusalAnswer } from './serve-http.ts';
import type { Emulator, EmulatorAnswer } from './start-emulate.ts';
import { tidyAnswer } from './tidy-answer.ts';

/** What the hub is made of. */
export interface HubParts {
  readonly emulator: Emulator;
  readonly apiUrl: string;
  readonly repository: string;
  readonly isPrivate: boolean;
  /** Used in turn: the emulator allows each 5,000 requests an hour, and the facade asks on behalf of everyone. */
  readonly ownerTokens: readonly string[];
  readonly roles: ReadonlyMap<string, Role>;
  readonly tokenOf: (login: string) => string | undefined;
  readonly downloadSecret: string;
}

/** Puts together what the routes share. `downloads` maps signed addresses to bytes. */
export function createHub(
  parts: HubParts,
  downloads: Map<string, Buffer>,
  listeners: ReadonlySet<(event: GithubEvent) => void>,
): Hub {
  const { emulator, apiUrl, repository } = parts;
  let downloadCount = 0;
  let askedCount = 0;
  const askAs = async (token: string | undefined, method: string, target: string, body?: Json) => {
    const answer = await emulator.ask({ method, target, token, body });
    if (answer.status < 400 && !Buffer.isBuffer(answer.body)) return tidyAnswer(answer.body ?? null, apiUrl);
    throw new Refusal(answer.status, `${method} ${target}: ${JSON.stringify(answer.body)}`);
  };
  const asOwner: Hub['asOwner'] = (method, target, body) => {
    askedCount += 1;
    const token = parts.ownerTokens[askedCount % parts.ownerTokens.length];
    return askAs(token, method, target, body);
  };
  const hub: Hub = {
    apiUrl,
    repository,
    ledger: emptyLedger(),
    asOwner,
    asLogin: (login, method, target, body) => askAs(parts.tokenOf(login), method, target, body),
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
        repository: presentRepository(hub, objectAt(await asOwner('GET', `/repos/${repository}`))),
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

function roleOf(parts: HubParts, identity: Identity): Role {
  return identity.kind === 'app' ? 'write' : roleOfLogin(parts, identity.login);
}

function roleOfLogin(parts: HubParts, login: string): Role {
  return parts.roles.get(login) ?? (parts.isPrivate ? 'none' : 'read');
}
