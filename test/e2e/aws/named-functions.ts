import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { zipOf } from '../../inputs/zip-files.ts';
import { arnOf } from './runtime-stack.ts';

/** Deploys a function that answers every request with its own name; returns its ARN. */
export async function deployNamed(name: string): Promise<string> {
  const answer = `({ statusCode: 200, body: '${name}' })`;
  await new LambdaClient({}).send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Role: 'arn:aws:iam::111122223333:role/any',
      Code: {
        ZipFile: await zipOf([{ path: 'index.mjs', text: `export const handler = async () => ${answer};` }]),
      },
    }),
  );
  return arnOf(name);
}

/** Who answers a client's request for an API's path. */
export async function whoAnswers(
  endpointUrl: string,
  apiId: string,
  stage: string,
  path: string,
): Promise<string> {
  const response = await fetch(`${endpointUrl}/_aws/execute-api/${apiId}/${stage}${path}`);
  return response.text();
}
