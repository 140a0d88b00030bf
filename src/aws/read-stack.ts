import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { type RuntimeStack, runtimeStackSchema } from '../../scientist-runtime/contract/runtime-stack.ts';
import { messageOf, ScientistError } from '../errors.ts';
import { ask } from './translate-error.ts';

/** The runtime's stack as CloudFormation describes it. */
export interface DeployedStack {
  readonly outputs: RuntimeStack;
  /** Twelve digits, taken from the stack's own id. */
  readonly accountId: string;
}

const deployRemedy =
  'Deploy scientist-runtime with `npx serverless deploy`, or correct `runtime` in .github/scientist.yml';

/**
 * Finds the runtime by its CloudFormation stack. Throws `NotFound` where there is no such stack, or one without
 * the outputs of a runtime; `NotPermitted` and `Unavailable` as AWS says.
 */
export async function readStack(client: CloudFormationClient, stack: string): Promise<DeployedStack> {
  const found = await describe(client, stack);
  const values = Object.fromEntries(
    (found?.Outputs ?? []).map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue]),
  );
  const outputs = runtimeStackSchema.safeParse(values);
  const accountId = /^arn:[^:]+:cloudformation:[^:]+:(\d{12}):/.exec(found?.StackId ?? '')?.[1];
  if (!outputs.success || accountId === undefined) {
    const missing = outputs.error?.issues.map(({ path }) => path.join('.')).join(', ') ?? 'its account';
    throw new ScientistError('NotFound', {
      expected: `the runtime's CloudFormation stack "${stack}"`,
      found: found === undefined ? 'There is no such stack' : `The stack does not tell ${missing}`,
      remedy: deployRemedy,
    });
  }
  return { outputs: outputs.data, accountId };
}

async function describe(client: CloudFormationClient, stack: string) {
  try {
    const { Stacks } = await ask(`describe the stack ${stack}`, () =>
      client.send(new DescribeStacksCommand({ StackName: stack })),
    );
    return Stacks?.[0];
  } catch (thrown) {
    // CloudFormation reports a missing stack as a validation error; only its words tell.
    if (thrown instanceof ScientistError && /does not exist/.test(messageOf(thrown.cause))) {
      return undefined;
    }
    throw thrown;
  }
}
