import { Agent, createServer, request } from 'node:http';
import { findPort } from '../find-port.ts';

/** Where clients of the lab send their requests. */
export interface ClientProxy {
  readonly clientUrl: string;
  close(): Promise<void>;
}

/**
 * Plays DNS: an address on loopback whose requests reach the HTTP API with that id. MiniStack tells APIs apart by the
 * Host header, which few clients let one set. Of more than `atOnce` requests the later ones wait here: where AWS would
 * start environments elsewhere, MiniStack would start processes that slow down those there are, or refuse.
 */
export async function startClientProxy(
  endpointUrl: string,
  apiId: string,
  atOnce: number,
): Promise<ClientProxy> {
  const upstream = new URL(endpointUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const server = createServer((incoming, outgoing) => {
    const forward = request(
      {
        agent,
        hostname: upstream.hostname,
        port: upstream.port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...incoming.headers, host: `${apiId}.execute-api.${upstream.host}` },
      },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    forward.on('error', (error) => {
      if (outgoing.headersSent) return void outgoing.destroy(error);
      outgoing.writeHead(502, { 'content-type': 'text/plain' }).end(`lab proxy: ${error.message}\n`);
    });
    outgoing.on('close', () => forward.destroy());
    incoming.pipe(forward);
  });
  const port = await findPort();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    clientUrl: `http://127.0.0.1:${port}`,
    close: async () => {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
