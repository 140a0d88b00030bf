import type { PullRequestFacts } from '../../src/release/pull-request-facts.ts';
import { type GithubStub, type SeenRequest, type StubAnswer, startGithubStub } from './github-stub.ts';

const me = 'github-actions[bot]';
const atSeconds = (ms: number) => new Date(ms).toISOString().replace('.000', '');
const shaOf = (number: number) => number.toString(16).padStart(40, '0');

/** What all pull requests of a made repository have in common. */
export interface MadePulls {
  readonly count: number;
  readonly changedFiles: readonly string[];
  readonly private: boolean;
  /** Of everybody. */
  readonly permission: string;
  /** The package of each head; null where its workflow has not run. */
  readonly artifact: Uint8Array | null;
  /** What somebody has said on each. */
  readonly comments: readonly string[];
  /** Text of the configuration on the default branch. */
  readonly config: string;
  readonly nowMs: number;
}

/** A repository with open pull requests that keeps the comments and checks it is sent. */
export function startMadeRepository(made: MadePulls): Promise<GithubStub> {
  const comments = new Map<string, object[]>();
  const checks = new Map<string, object[]>();
  const repo = { id: 1, full_name: 'acme/functions' };
  const answers: readonly (readonly [string, RegExp, Handler])[] = [
    ['GET', /^$/, () => ({ ...repo, private: made.private, default_branch: 'main' })],
    ['GET', /^\/contents\//, () => ({ type: 'file', encoding: 'base64', content: btoa(made.config) })],
    ['GET', /^\/pulls$/, ({ query }) => pullsOf(made, query)],
    ['GET', /^\/pulls\/(\d+)$/, ({ id }) => ({ ...pullOf(made, Number(id)), merged: false })],
    ['GET', /^\/pulls\/\d+\/files$/, () => made.changedFiles.map((filename) => ({ filename }))],
    ['GET', /^\/pulls\/\d+\/reviews$/, () => []],
    ['GET', /^\/compare\//, () => ({ files: [] })],
    ['GET', /^\/activity$/, ({ query }) => [pushOf(query.get('ref') ?? '')]],
    [
      'GET',
      /^\/collaborators\//,
      () => ({ permission: made.permission, role_name: made.permission, user: { login: 'ana' } }),
    ],
    [
      'GET',
      /^\/actions\/workflows\/[^/]+\/runs$/,
      ({ query }) => listed('workflow_runs', made.artifact === null ? [] : [runOf(made, query)]),
    ],
    ['GET', /^\/actions\/runs\/(\d+)\/artifacts$/, ({ id }) => listed('artifacts', [artifactOf(made, id)])],
    ['GET', /^\/actions\/artifacts\/(\d+)$/, ({ id }) => artifactOf(made, id)],
    ['GET', /^\/issues\/\d+\/events$/, () => []],
    [
      'GET',
      /^\/issues\/(\d+)\/comments$/,
      ({ id }) => [
        ...made.comments.map((body, index) => comment(Number(id) * 10 + index, 'ana', body, made)),
        ...(comments.get(id) ?? []),
      ],
    ],
    [
      'POST',
      /^\/issues\/(\d+)\/comments$/,
      ({ id, body }) => kept(comments, id, comment(Number(id) * 10 + 9, me, String(body.body), made)),
    ],
    [
      'PATCH',
      /^\/issues\/comments\/(\d+)$/,
      ({ id, body }) => {
        const number = String(Math.floor(Number(id) / 10));
        comments.set(number, [comment(Number(id), me, String(body.body), made)]);
        return {};
      },
    ],
    [
      'GET',
      /^\/commits\/(\w+)\/check-runs$/,
      ({ id }) => listed('check_runs', (checks.get(id) ?? []).toReversed()),
    ],
    [
      'POST',
      /^\/check-runs$/,
      ({ body }) => kept(checks, String(body.head_sha), checkOf(body, checks.size + 1)),
    ],
    ['PATCH', /^\/check-runs\/(\d+)$/, ({ id, body }) => replaced(checks, checkOf(body, Number(id)))],
  ];
  return startGithubStub((request, address): StubAnswer => {
    const { pathname, searchParams: query } = new URL(request.url, address);
    if (pathname === '/graphql') {
      return { body: graphqlAnswer(request) };
    }
    if (pathname === '/blob') {
      return { body: made.artifact };
    }
    const path = pathname.replace(/^\/repos\/acme\/functions/, '');
    if (path.endsWith('/zip')) {
      return { status: 302, headers: { location: `${address}/blob` } };
    }
    for (const [method, pattern, answer] of answers) {
      const match = method === request.method ? pattern.exec(path) : null;
      if (match !== null) {
        const body = { ...(typeof request.body === 'object' ? request.body : {}) };
        return { body: answer({ id: match[1] ?? '', query, body }) };
      }
    }
    return { status: 404, body: { message: `${request.method} ${path}` } };
  });
}

type Handler = (asked: {
  readonly id: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}) => unknown;

/** The facts that number and head of a pull request here come from. */
function headOf(number: number): Pick<PullRequestFacts, 'number' | 'headSha' | 'headRef'> {
  return { number, headSha: shaOf(number), headRef: `branch-${number}` };
}

function pullOf({ changedFiles }: MadePulls, number: number) {
  const repo = { id: 1, full_name: 'acme/functions' };
  const { headSha, headRef } = headOf(number);
  return {
    number,
    title: 'Round in Python',
    state: 'open',
    user: { login: 'ana' },
    head: { sha: headSha, ref: headRef, repo },
    base: { sha: 'b'.repeat(40), ref: 'main', repo },
    changed_files: changedFiles.length,
    commits: 1,
  };
}

function pullsOf(made: MadePulls, query: URLSearchParams) {
  const ref = query.get('head')?.split(':')[1];
  const all = Array.from({ length: made.count }, (_, index) => pullOf(made, index + 1));
  return ref === undefined ? all : all.filter(({ head }) => head.ref === ref);
}

function pushOf(ref: string) {
  return { after: shaOf(Number(ref.split('-')[1])), actor: { login: 'ana', type: 'User' } };
}

function runOf(made: MadePulls, query: URLSearchParams) {
  const sha = query.get('head_sha') ?? '';
  return {
    id: Number.parseInt(sha, 16),
    path: '.github/workflows/scientist-package.yml',
    event: 'pull_request',
    head_sha: sha,
    head_branch: `branch-${Number.parseInt(sha, 16)}`,
    created_at: atSeconds(made.nowMs),
    status: 'completed',
    conclusion: 'success',
    html_url: 'https://github.test/runs/1',
    repository: { full_name: 'acme/functions' },
    head_repository: { full_name: 'acme/functions' },
  };
}

function artifactOf({ artifact }: MadePulls, id: string) {
  return {
    id: Number(id),
    name: 'scientist-package',
    expired: false,
    size_in_bytes: artifact?.length ?? 0,
    digest: null,
  };
}

function comment(id: number, login: string, body: string, { nowMs }: MadePulls) {
  return {
    id,
    node_id: `IC_${id}`,
    body,
    html_url: `https://github.test/comments/${id}`,
    user: { login, type: login === me ? 'Bot' : 'User' },
    created_at: atSeconds(nowMs),
    updated_at: atSeconds(nowMs),
  };
}

function checkOf(body: Readonly<Record<string, unknown>>, id: number) {
  const { output } = body;
  return {
    conclusion: null,
    ...body,
    id,
    app: { slug: 'github-actions' },
    output: { text: null, ...(typeof output === 'object' ? output : {}) },
  };
}

function kept(all: Map<string, object[]>, key: string, one: object): object {
  all.set(key, [...(all.get(key) ?? []), one]);
  return one;
}

function replaced<T extends { readonly id: number }>(all: Map<string, object[]>, one: T): T {
  for (const [key, those] of all) {
    all.set(
      key,
      those.map((other) => ('id' in other && other.id === one.id ? one : other)),
    );
  }
  return one;
}

function listed(name: string, items: readonly object[]) {
  return { total_count: items.length, [name]: items };
}

function graphqlAnswer({ body }: SeenRequest) {
  const { query, variables } = JSON.parse(JSON.stringify(body));
  return query.includes('viewer')
    ? { data: { viewer: { login: me } } }
    : {
        data: {
          nodes: variables.ids.map((id: string) => ({
            fullDatabaseId: id.replace('IC_', ''),
            lastEditedAt: null,
            includesCreatedEdit: false,
          })),
        },
      };
}
