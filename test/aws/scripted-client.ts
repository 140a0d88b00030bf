/** What a scripted client answers: an output, or an error that AWS would give. */
export type Script = (command: string, input: Readonly<Record<string, unknown>>) => object | Error;

interface ScriptableClient {
  readonly middlewareStack: {
    add(
      middleware: (
        next: unknown,
        context: { commandName?: string },
      ) => (args: { input: object }) => Promise<{ output: object; response: unknown }>,
      options: { step: 'initialize' },
    ): void;
  };
}

/**
 * Lets a real client answer from a script instead of a network, for what no emulator plays. Returns the calls
 * it got, as `Command` with its input.
 */
export function scripted(client: object, script: Script): { command: string; input: object }[] {
  const calls: { command: string; input: object }[] = [];
  if (!isScriptable(client)) {
    throw new TypeError('expected a client of the AWS SDK');
  }
  client.middlewareStack.add(
    (_next, context) => async (args) => {
      const command = (context.commandName ?? '').replace(/Command$/, '');
      calls.push({ command, input: args.input });
      const answer = script(command, { ...args.input });
      if (answer instanceof Error) {
        throw answer;
      }
      return { output: { $metadata: { httpStatusCode: 200 }, ...answer }, response: {} };
    },
    { step: 'initialize' },
  );
  return calls;
}

function isScriptable(client: object): client is ScriptableClient {
  return 'middlewareStack' in client;
}

/** An error as the SDK makes it. */
export function awsError(name: string, httpStatusCode: number, message = 'said AWS'): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
}
