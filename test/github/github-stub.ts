import { createServer, type IncomingMessage } from 'node:http';
import type { GithubRepository } from '../../src/github/github-repository.ts';
import { openOctokit } from '../../src/github/open-octokit.ts';

/** A request as the stub saw it. */
export interface SeenRequest {
  readonly method: string;
  /** Path with its query. */
  readonly url: string;
  readonly authorization: string | null;
  readonly body: unknown;
}

export interface StubAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, or bytes sent as they are. */
  readonly body?: unknown;
}

/** A server that answers as a test says, and what it was asked. */
export interface GithubStub {
  readonly url: string;
  readonly repository: GithubRepository;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** Starts a server on loopback; `answer` is asked for every request, with the stub's own address. */
export async function startGithubStub(
  answer: (request: SeenRequest, url: string) => StubAnswer,
): Promise<GithubStub> {
  const seen: SeenRequest[] = [];
  let url = '';
  const server = createServer(async (request, response) => {
    const text = await textOf(request);
    const asked: SeenRequest = {
      method: request.method ?? '',
      url: request.url ?? '',
      authorization: request.headers.authorization ?? null,
      body: text === '' ? null : JSON.parse(text),
    };
    seen.push(asked);
    const { status = 200, headers = {}, body = {} } = answer(asked, url);
    const isBytes = body instanceof Uint8Array;
    response.writeHead(status, {
      'content-type': isBytes ? 'application/zip' : 'application/json; charset=utf-8',
      ...headers,
    });
    response.end(isBytes ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : address}`;
  const octokit = openOctokit({ token: 'token', apiUrl: `${url}/`, pace: 'none' });
  return {
    url,
    repository: { octokit, owner: 'acme', name: 'functions' },
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text;
}
