import { createServer } from 'node:net';
import { ScientistError } from '../src/errors.ts';

/**
 * A port of 127.0.0.1 that nobody listens on at the moment of asking: the wanted one, or any.
 * Throws `Unavailable` if the wanted one is taken.
 */
export function findPort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    const refuse = (found: string, cause?: unknown) =>
      reject(
        new ScientistError(
          'Unavailable',
          {
            expected: wanted === 0 ? 'a free port on 127.0.0.1' : `port ${wanted} on 127.0.0.1 to be free`,
            found,
            remedy: 'End whatever listens there, or choose another port',
          },
          cause,
        ),
      );
    probe.once('error', (error) => refuse(error.message, error));
    probe.listen(wanted, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === 'object') resolve(address.port);
        else refuse(`the system gave the address ${String(address)}`);
      });
    });
  });
}
