import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workflowReader } from '../../../lab/runner/read-workflows.ts';

let server: Server;
/** What the server answers next, request by request; the last one stands. */
let statuses: number[];
let asked: number;
beforeEach(async () => {
  asked = 0;
  server = createServer((_, response) => {
    response.statusCode = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 404;
    asked += 1;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => void server.close());

function reader(): ReturnType<typeof workflowReader> {
  const { port } = server.address() as AddressInfo;
  return workflowReader(`http://127.0.0.1:${port}`, 'acme/functions', 'token', () => {});
}

describe('the workflows of a commit', () => {
  it('are asked for once', async () => {
    statuses = [404];
    const workflowsAt = reader();
    expect(await workflowsAt('a'.repeat(40))).toEqual([]);
    expect(await workflowsAt('a'.repeat(40))).toEqual([]);
    expect(asked).toBe(1);
  });

  it('are asked for again where they could not be had', async () => {
    statuses = [502, 404];
    const workflowsAt = reader();
    await expect(workflowsAt('a'.repeat(40))).rejects.toThrow('502');
    expect(await workflowsAt('a'.repeat(40))).toEqual([]);
  });
});
