import { DeleteFunctionCommand, GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { assertOurs } from './own-tags.ts';
import { withConflictRetries } from './settle-function.ts';
import { ask, nullIfMissing } from './translate-error.ts';

/** Deletes a function of ours with all its versions; nothing where there is none. Throws `Conflict` if it is not ours. */
export async function removeFunction(client: LambdaClient, name: string): Promise<void> {
  await withConflictRetries(async () => {
    const answer = await nullIfMissing(
      ask(`read the function ${name}`, () => client.send(new GetFunctionCommand({ FunctionName: name }))),
    );
    if (answer === null) {
      return;
    }
    assertOurs(name, answer.Tags);
    await nullIfMissing(
      ask(`delete the function ${name}`, () =>
        client.send(new DeleteFunctionCommand({ FunctionName: name })),
      ),
    );
  });
}
