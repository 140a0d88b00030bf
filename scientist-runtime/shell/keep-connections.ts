import type { Agent } from 'node:http';
import type { Socket } from 'node:net';

/**
 * A socket that was idle this long is not used again: while Lambda froze the environment the other side may have
 * closed it, and a request written into it would be lost without being known as unsent. A new connection costs
 * milliseconds; servers keep idle ones for 5 s and more.
 */
export const maxIdleMs = 4_000;
/** After this idle time the event loop turns first, so that an end of the connection that lies waiting is noticed. */
export const doubtfulIdleMs = 100;

/** Connections kept between requests, without those that a freeze made untrustworthy. */
export interface Connections {
  /** The module and agent for a request to be sent now. */
  readonly checkOut: (
    protocol: string,
  ) => Promise<{ request: typeof import('node:http').request; agent: Agent }>;
  /** Notes that a socket has carried a whole reply and may be used again. */
  readonly noteUse: (socket: Socket) => void;
}

/** @param now the wall clock, which a freeze does not stop */
export function keepConnections(now: () => number): Connections {
  const agents = new Map<string, Agent>();
  const usedAtMs = new WeakMap<Socket, number>();

  // Loaded at first use: `https` alone is a third of front's start, and an emulator's endpoint never needs it.
  // Not by `import`, which would run every getter of the module and so load all of undici.
  const moduleFor = (protocol: string) => process.getBuiltinModule(protocol === 'http:' ? 'http' : 'https');

  function agentFor(protocol: string): Agent {
    const known = agents.get(protocol);
    if (known !== undefined) {
      return known;
    }
    // First in, first out: an agent passes over destroyed sockets only at the head of its list.
    const agent = new (moduleFor(protocol).Agent)({ keepAlive: true, scheduling: 'fifo' });
    agents.set(protocol, agent);
    return agent;
  }

  /** Destroys what was idle too long; says whether what is left needs a turn of the event loop. */
  function discardIdle(agent: Agent): boolean {
    let doubtful = false;
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) {
      const idleMs = now() - (usedAtMs.get(socket) ?? 0);
      if (idleMs < 0 || idleMs > maxIdleMs) {
        socket.destroy();
      } else if (idleMs > doubtfulIdleMs) {
        doubtful = true;
      }
    }
    return doubtful;
  }

  return {
    async checkOut(protocol) {
      const agent = agentFor(protocol);
      if (discardIdle(agent)) {
        // The first of two comes before the loop looks at its sockets again, the second after.
        await new Promise(setImmediate);
        await new Promise(setImmediate);
      }
      return { request: moduleFor(protocol).request, agent };
    },
    noteUse: (socket) => {
      usedAtMs.set(socket, now());
    },
  };
}
