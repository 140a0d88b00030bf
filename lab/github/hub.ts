import type { Answer, Call } from './exchange.ts';
import type { Identity, Role } from './identity.ts';
import type { Json, JsonObject } from './json.ts';
import type { Ledger } from './ledger.ts';

/** A webhook as GitHub would deliver it. */
export interface GithubEvent {
  /** `X-GitHub-Event`: `pull_request`, `issue_comment`, … */
  readonly name: string;
  readonly payload: JsonObject;
}

/** What the groups of routes share. */
export interface Hub {
  readonly apiUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly ledger: Ledger;
  /** Passes the call on to the emulator, in the caller's name, with `body` in place of the caller's if given. */
  readonly forward: (call: Call, body?: Json) => Promise<Answer>;
  /** Asks the emulator as the repository's owner. @throws Refusal when the emulator refuses. */
  readonly asOwner: (method: string, target: string, body?: Json) => Promise<Json>;
  /** A loopback address that serves these bytes without a token, once the answer redirects to it. */
  readonly signedDownload: (fileName: string, bytes: Buffer) => string;
  /** Asks the emulator as a person. @throws Refusal when the emulator refuses, or the person has no token. */
  readonly asLogin: (login: string, method: string, target: string, body?: Json) => Promise<Json>;
  readonly roleOf: (identity: Identity) => Role;
  readonly roleOfLogin: (login: string) => Role;
  /** Tells the listeners, after the answer that caused it is on its way. Repository and sender are filled in. */
  readonly publish: (name: string, sender: string, payload: JsonObject) => Promise<void>;
}
