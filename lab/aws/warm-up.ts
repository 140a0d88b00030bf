import { ScientistError } from '../../src/errors.ts';

const rounds = 3;

/**
 * Starts as many environments as may run at once, by asking that often at the same moment, so that the first clients
 * do not queue behind starting processes. Throws `Unavailable` if the last round is not answered throughout.
 */
export async function warmUp(url: string, concurrency: number): Promise<void> {
  let statuses: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    statuses = await Promise.all(
      Array.from({ length: concurrency }, async () => {
        const answer = await fetch(url);
        await answer.arrayBuffer();
        return answer.status;
      }),
    );
  }
  if (statuses.every((status) => status === 200)) return;
  throw new ScientistError('Unavailable', {
    expected: `${url} to answer 200`,
    found: `the answers ${statuses.join(', ')}`,
    remedy: 'Look into the log of MiniStack',
  });
}
