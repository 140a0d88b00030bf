import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { labClientConfig } from './credentials.ts';

/** Outputs of a deployed stack, by name. */
export async function readStackOutputs(
  endpointUrl: string,
  stackName: string,
): Promise<Readonly<Record<string, string>>> {
  const client = new CloudFormationClient(labClientConfig(endpointUrl));
  try {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: stackName }));
    const outputs = Stacks?.[0]?.Outputs ?? [];
    return Object.fromEntries(
      outputs.map(({ OutputKey, OutputValue }) => [OutputKey ?? '', OutputValue ?? '']),
    );
  } finally {
    client.destroy();
  }
}
