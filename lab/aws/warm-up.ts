import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { ScientistError } from '../../src/errors.ts';
import { labClientConfig } from './credentials.ts';

const rounds = 3;

/**
 * Starts as many environments of a function as may run at once, by invoking it that often at the same moment, so that
 * the first clients do not queue behind starting processes. Throws `Unavailable` if the last round is not answered
 * with status 200 throughout.
 */
export async function warmUp(
  endpointUrl: string,
  functionName: string,
  event: unknown,
  concurrency: number,
): Promise<void> {
  const client = new LambdaClient(labClientConfig(endpointUrl));
  try {
    let answers: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      answers = await Promise.all(
        Array.from({ length: concurrency }, async () => {
          const { Payload } = await client.send(
            new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
          );
          return Payload?.transformToString() ?? '';
        }),
      );
    }
    if (answers.every((answer) => /"statusCode":\s*200\b/.test(answer))) return;
    throw new ScientistError('Unavailable', {
      expected: `${functionName} to answer with status 200`,
      found: answers.join(', '),
      remedy: 'Look into the log of MiniStack',
    });
  } finally {
    client.destroy();
  }
}
