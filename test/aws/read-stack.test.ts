import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { describe, expect, it } from 'vitest';
import { readStack } from '../../src/aws/read-stack.ts';
import { awsError, type Script, scripted } from './scripted-client.ts';

const StackId = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/scientist/1';

async function readWith(script: Script): Promise<unknown> {
  const client = new CloudFormationClient({ region: 'eu-west-1' });
  scripted(client, script);
  return readStack(client, 'scientist').then(
    (stack) => stack,
    (thrown: unknown) => thrown,
  );
}

describe('the runtime’s stack', () => {
  it('is not found where CloudFormation calls it a validation error', async () => {
    const said = awsError('ValidationError', 400, 'Stack with id scientist does not exist');
    expect(await readWith(() => said)).toMatchObject({
      name: 'NotFound',
      message: expect.stringContaining('npx serverless deploy'),
    });
  });

  it('is not found where the stack of that name is another one, and names what it lacks', async () => {
    const Outputs = [{ OutputKey: 'BucketName', OutputValue: 'bucket' }];
    expect(await readWith(() => ({ Stacks: [{ StackId, Outputs }] }))).toMatchObject({
      name: 'NotFound',
      message: expect.stringMatching(/ComparisonsTableName.*ShadowRoleArn/),
    });
  });

  it.each([
    ['AccessDenied', 403, 'NotPermitted'],
    ['ServiceUnavailable', 503, 'Unavailable'],
  ])('says %s for what it is', async (name, status, expected) => {
    expect(await readWith(() => awsError(name, status))).toMatchObject({ name: expected });
  });
});
