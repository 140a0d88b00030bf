import { randomBytes } from 'node:crypto';
import { issueAppToken } from './app-tokens.ts';
import { createFacade } from './create-facade.ts';
import type { Answer, ExchangeListener } from './exchange.ts';
import type { GithubEvent } from './hub.ts';
import { actionsApp, type Identity, type Permissions, type Role } from './identity.ts';
import { createReferee } from './referee.ts';
import { ownerLogin, people, seedRepository } from './seed-repository.ts';
import { type HttpServer, type RawCall, serveHttp } from './serve-http.ts';
import { type Emulator, inventToken, startEmulate } from './start-emulate.ts';
import { type WorkflowRuns, workflowRuns } from './workflow-runs.ts';

/** How the lab's GitHub begins. */
export interface GithubOptions {
  /** Files of the first commit on `main`: path → text. */
  readonly files: Readonly<Record<string, string>>;
  /** Private by default, so that samples may be shown. */
  readonly private?: boolean;
  /** Access of the outsider: `read` by default (may comment and review); `none` sees a 404. */
  readonly outsiderRole?: 'read' | 'none';
  /** Told of every exchange with its answer, for counting. */
  readonly onExchange?: ExchangeListener;
  /** Told when the lab itself is at fault. */
  readonly onFault?: (error: unknown) => void;
}

/** The lab's github.com. */
export interface GithubLab {
  /** What `GITHUB_API_URL` is on a runner. */
  readonly apiUrl: string;
  readonly repository: 'acme/functions';
  readonly tokens: Readonly<Record<keyof typeof people, string>>;
  /** A GITHUB_TOKEN with exactly these permissions, acting as `github-actions[bot]`. */
  readonly appToken: (permissions: Permissions) => Promise<string>;
  /** Calls the listener with each webhook, in order; returns how to stop that. */
  readonly onEvent: (listener: (event: GithubEvent) => void) => () => void;
  readonly workflowRuns: WorkflowRuns;
  /**
   * What the product asked, or was answered, against GitHub's OpenAPI description; empty is as it should be.
   * Only exchanges of app tokens are judged.
   */
  readonly violations: () => readonly string[];
  readonly close: () => Promise<void>;
}

const repository = 'acme/functions';

/**
 * Starts a GitHub on loopback: the `emulate` package for storage and git, behind a facade that adds what
 * it lacks and refuses what github.com refuses. People: ana (author), ben (reviewer), maria (maintainer),
 * otto (outsider).
 */
export async function startGithub(options: GithubOptions): Promise<GithubLab> {
  const isPrivate = options.private ?? true;
  const onFault = options.onFault ?? ((error: unknown) => console.error('lab github:', error));
  let answerTo: (call: RawCall) => Promise<Answer> = () => Promise.resolve({ status: 503 });
  // The facade listens first: the emulator writes the facade's address into its bodies.
  const server: HttpServer = await serveHttp((call) => answerTo(call), onFault);
  const referee = createReferee();
  const roles = new Map<string, Role>([[ownerLogin, 'admin']]);
  const identities = new Map<string, Identity>();
  const tokens = { author: '', reviewer: '', maintainer: '', outsider: '' };
  const issue = (login: string): string => {
    const token = inventToken();
    identities.set(token, { kind: 'user', token, login });
    return token;
  };
  const ownerTokens = Array.from({ length: 40 }, () => issue(ownerLogin));
  for (const [part, person] of Object.entries(people)) {
    const role = person.role === 'read' ? (options.outsiderRole ?? 'read') : person.role;
    roles.set(person.login, role);
    Object.assign(tokens, { [part]: issue(person.login) });
  }
  let emulator: Emulator | undefined;
  const close = async () => {
    await server.close();
    await emulator?.close();
  };
  try {
    const started = await startEmulate({
      publicUrl: server.url,
      owner: 'acme',
      name: 'functions',
      private: isPrivate,
      members: [ownerLogin],
      users: [...roles.keys()],
      tokens: Object.fromEntries([...identities.values()].map(({ token, login }) => [token, login])),
    });
    emulator = started;
    const facade = createFacade({
      emulator: started,
      apiUrl: server.url,
      repository,
      isPrivate,
      ownerTokens,
      identities,
      roles,
      tokenOf: (login) => [...identities.values()].find((identity) => identity.login === login)?.token,
      downloadSecret: randomBytes(16).toString('hex'),
      onExchange: (call, answer) => {
        referee.onExchange(call, answer);
        options.onExchange?.(call, answer);
      },
    });
    answerTo = facade.answerTo;
    await seedRepository(facade.hub, roles, options.files);
    return {
      apiUrl: server.url,
      repository,
      tokens,
      appToken: async (permissions) => {
        const token = await issueAppToken(started, permissions);
        identities.set(token, { kind: 'app', token, login: actionsApp.login, permissions });
        return token;
      },
      onEvent: facade.onEvent,
      workflowRuns: workflowRuns(facade.hub),
      violations: referee.violations,
      close,
    };
  } catch (error) {
    // What listens would keep a lab that could not start from ending.
    await close();
    throw error;
  }
}
