import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { startClientProxy } from '../../../lab/aws/start-client-proxy.ts';

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function startUpstream(): Promise<string> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.writeHead(201, { 'content-type': 'application/json', 'x-from': 'upstream' });
    response.end(
      JSON.stringify({
        host: request.headers.host,
        url: request.url,
        method: request.method,
        own: request.headers['x-own'],
        body: Buffer.concat(chunks).toString(),
      }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe('the clients’ way to an API of the lab', () => {
  it('passes a request on to the API that its Host header names, and the answer back', async () => {
    const upstream = await startUpstream();
    const proxy = await startClientProxy(upstream, 'abc123', 4);
    closers.push(proxy.close);
    const answer = await fetch(`${proxy.clientUrl}/round?number=62.5&x=%20`, {
      method: 'POST',
      headers: { 'x-own': '1' },
      body: 'text',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-from')).toBe('upstream');
    expect(await answer.json()).toEqual({
      host: `abc123.execute-api.${new URL(upstream).host}`,
      url: '/round?number=62.5&x=%20',
      method: 'POST',
      own: '1',
      body: 'text',
    });
  });

  it('lets so many requests through at once, and answers all', async () => {
    let underWay = 0;
    let most = 0;
    const server = createServer(async (_, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 20));
      underWay -= 1;
      response.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    closers.push(() => new Promise((resolve) => server.close(resolve)));
    const address = server.address();
    const upstream = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const proxy = await startClientProxy(upstream, 'abc123', 3);
    closers.push(proxy.close);
    const answers = await Promise.all(Array.from({ length: 12 }, () => fetch(proxy.clientUrl)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    expect(most).toBe(3);
  });

  it('answers 502 in its own name where nobody listens behind it', async () => {
    const proxy = await startClientProxy('http://127.0.0.1:1', 'abc123', 4);
    closers.push(proxy.close);
    const answer = await fetch(proxy.clientUrl);
    expect(answer.status).toBe(502);
    expect(await answer.text()).toContain('lab proxy');
  });
});
