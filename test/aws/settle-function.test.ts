import { LambdaClient, PreconditionFailedException } from '@aws-sdk/client-lambda';
import { describe, expect, it } from 'vitest';
import { settleUpdated, withConflictRetries } from '../../src/aws/settle-function.ts';
import { ask } from '../../src/aws/translate-error.ts';
import { ScientistError } from '../../src/errors.ts';
import { scripted } from './scripted-client.ts';

const passing = () => new PreconditionFailedException({ message: 'RevisionId', $metadata: {} });

describe('waiting for a function', () => {
  it('ends with Lambda’s reason where an update fails, and never with the environment', async () => {
    const client = new LambdaClient({ region: 'eu-west-1' });
    const configuration = {
      State: 'Active',
      LastUpdateStatus: 'Failed',
      LastUpdateStatusReason: 'The role cannot be assumed.',
      Environment: { Variables: { SECRET: 'hush-hush' } },
    };
    scripted(client, (command) =>
      command === 'GetFunction' ? { Configuration: configuration } : configuration,
    );
    const error = await settleUpdated(client, 'round').then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining('The role cannot be assumed.'),
    });
    expect(error).not.toHaveProperty('cause');
    expect(String(error)).not.toContain('hush-hush');
  });
});

describe('conflicts that pass', () => {
  it.each([
    ['with AWS’s words', []],
    ['whose words are kept back', ['hush-hush']],
  ])('are answered by beginning anew, %s', async (_, secrets) => {
    let attempts = 0;
    const outcome = await withConflictRetries(async () => {
      attempts += 1;
      return attempts < 4 ? ask('update', () => Promise.reject(passing()), secrets) : 'done';
    }, 0);
    expect([outcome, attempts]).toEqual(['done', 4]);
  });

  it('are reported in the end', async () => {
    let attempts = 0;
    const forever = withConflictRetries(() => {
      attempts += 1;
      return ask('update', () => Promise.reject(passing()));
    }, 0);
    await expect(forever).rejects.toMatchObject({ name: 'Conflict' });
    expect(attempts).toBe(8);
  });

  it('are told from conflicts that stay', async () => {
    let attempts = 0;
    const story = { expected: 'ours', found: 'theirs', remedy: 'none' };
    const refused = withConflictRetries(async () => {
      attempts += 1;
      throw new ScientistError('Conflict', story);
    }, 0);
    await expect(refused).rejects.toMatchObject({ name: 'Conflict' });
    expect(attempts).toBe(1);
  });
});
