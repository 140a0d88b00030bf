import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createEmulator } from 'emulate';
import { findPort } from '../find-port.ts';
import { actionsApp } from './identity.ts';
import { type Json, parseJson } from './json.ts';

/** One raw exchange with the emulator. */
export interface EmulatorAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where the emulator says JSON, bytes otherwise, `undefined` when empty. */
  readonly body: Json | Buffer | undefined;
}

/** The emulator behind the facade: reachable on loopback, but nobody is told where. */
export interface Emulator {
  readonly ask: (request: EmulatorRequest) => Promise<EmulatorAnswer>;
  /** PEM of the key that signs as the GitHub Actions app. */
  readonly appKey: string;
  readonly close: () => Promise<void>;
}

/** What to ask; `token` speaks for a user, an app or an app's installation. */
export interface EmulatorRequest {
  readonly method: string;
  readonly target: string;
  readonly token?: string | undefined;
  readonly accept?: string | undefined;
  readonly body?: Json | undefined;
}

/** Who exists at the start, and the repository they share. */
export interface EmulatorSeed {
  readonly publicUrl: string;
  readonly owner: string;
  readonly name: string;
  readonly private: boolean;
  /** Members of the owning organisation; the emulator makes each of them an administrator. */
  readonly members: readonly string[];
  readonly users: readonly string[];
  /** token → login */
  readonly tokens: Readonly<Record<string, string>>;
}

/** Installation of the GitHub Actions app on the owning organisation. */
export const installationId = 100;

/** Every permission a workflow can ask for and the emulator can check. */
const appPermissions = {
  actions: 'write',
  checks: 'write',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'write',
};

/**
 * Starts `emulate`'s GitHub on a free loopback port. Its bodies name `publicUrl`, so links lead to the facade.
 * The port is chosen before, because the emulator reports only its public URL.
 */
export async function startEmulate(seed: EmulatorSeed): Promise<Emulator> {
  const port = await findPort();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const appKey = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
  const emulator = await createEmulator({
    service: 'github',
    port,
    hostname: '127.0.0.1',
    baseUrl: seed.publicUrl,
    seed: {
      tokens: Object.fromEntries(Object.entries(seed.tokens).map(([token, login]) => [token, { login }])),
      github: {
        users: seed.users.map((login) => ({ login, name: login, email: `${login}@example.com` })),
        orgs: [
          { login: seed.owner, members: seed.members.map((login) => ({ login, role: 'admin' as const })) },
        ],
        repos: [{ owner: seed.owner, name: seed.name, private: seed.private, auto_init: false }],
        apps: [
          {
            app_id: actionsApp.id,
            slug: actionsApp.slug,
            name: 'GitHub Actions',
            private_key: appKey,
            permissions: appPermissions,
            installations: [
              { installation_id: installationId, account: seed.owner, repository_selection: 'all' as const },
            ],
          },
        ],
      },
    },
  });
  const origin = `http://127.0.0.1:${port}`;
  return {
    ask: (request) => ask(origin, seed.publicUrl, request),
    appKey,
    close: () => emulator.close(),
  };
}

async function ask(origin: string, publicUrl: string, request: EmulatorRequest): Promise<EmulatorAnswer> {
  const headers: Record<string, string> = {};
  if (request.token !== undefined) headers.authorization = `Bearer ${request.token}`;
  if (request.accept !== undefined) headers.accept = request.accept;
  if (request.body !== undefined) headers['content-type'] = 'application/json';
  const response = await fetch(origin + request.target, {
    method: request.method,
    headers,
    redirect: 'manual',
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const link = response.headers.get('link');
  const kept = new Headers();
  // Paging links name the emulator's own address.
  if (link !== null) kept.set('link', link.replaceAll(/<https?:\/\/[^/>]+/g, `<${publicUrl}`));
  for (const name of ['content-type', 'location']) {
    const value = response.headers.get(name);
    if (value !== null) kept.set(name, value.replace(origin, publicUrl));
  }
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  if (bytes.length === 0) return { status: response.status, headers: kept, body: undefined };
  return { status: response.status, headers: kept, body: isJson ? parseJson(bytes.toString('utf8')) : bytes };
}

/** A token in the shape of a personal access token. */
export function inventToken(): string {
  return `ghp_${randomBytes(18).toString('hex')}`;
}
