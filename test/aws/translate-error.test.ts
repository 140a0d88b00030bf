import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ask, nullIfMissing, translateError } from '../../src/aws/translate-error.ts';
import { ScientistError } from '../../src/errors.ts';
import { awsError } from './scripted-client.ts';

const networkError = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

describe('errors of AWS', () => {
  it.each([
    ['AccessDeniedException', 403, 'NotPermitted'],
    ['AccessDenied', 403, 'NotPermitted'],
    ['UnrecognizedClientException', 400, 'NotPermitted'],
    ['ExpiredTokenException', 400, 'NotPermitted'],
    ['ResourceNotFoundException', 404, 'NotFound'],
    ['NoSuchBucket', 404, 'NotFound'],
    ['ResourceConflictException', 409, 'Conflict'],
    ['PreconditionFailed', 412, 'Conflict'],
    ['ConditionalCheckFailedException', 400, 'Conflict'],
    ['TooManyRequestsException', 429, 'Unavailable'],
    ['ThrottlingException', 400, 'Unavailable'],
    ['LimitExceededException', 429, 'Unavailable'],
    ['ServiceException', 500, 'Unavailable'],
    ['InvalidParameterValueException', 400, 'InvalidInput'],
    ['CodeStorageExceededException', 400, 'InvalidInput'],
  ])('%s with status %i are %s', (name, status, expected) => {
    const cause = awsError(name, status);
    expect(translateError('do it', cause)).toMatchObject({ name: expected, cause });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'ECONNRESET', 'EAI_AGAIN', 'ETIMEDOUT'])(
    'the network’s %s is Unavailable',
    (code) => {
      expect(translateError('do it', networkError(code))).toMatchObject({ name: 'Unavailable' });
    },
  );

  it('missing credentials are NotPermitted, with the remedy that fits', () => {
    const thrown = Object.assign(new Error('Could not load credentials'), {
      name: 'CredentialsProviderError',
    });
    expect(translateError('do it', thrown)).toMatchObject({
      name: 'NotPermitted',
      message: expect.stringContaining('Check the AWS credentials'),
    });
  });

  it('tell what was asked, what AWS said, and where to look', () => {
    const thrown = awsError('AccessDeniedException', 403, 'not authorized to perform:\n lambda:GetFunction');
    expect(translateError('read the function round', thrown)).toMatchObject({
      message:
        'AWS could not read the function round: AccessDeniedException: not authorized to perform: ' +
        'lambda:GetFunction; expected AWS to read the function round. ' +
        'Compare the role of this run with docs/permissions.md',
    });
  });

  it.each([[new TypeError('a bug')], [new ScientistError('Conflict', story())], ['text'], [undefined]])(
    'anything else stays as it was thrown: %s',
    (thrown) => {
      expect(translateError('do it', thrown)).toBe(thrown);
    },
  );

  it.each([
    ['as they are', 'Value hush-hush is bad'],
    ['escaped', 'String measured: {\\"A\\":\\"hush\\\\"hush\\"}'],
    ['cut', 'Value hush-hu… is bad'],
  ])('say name and request alone where AWS may quote secrets, %s', async (_, words) => {
    const thrown = Object.assign(awsError('InvalidParameterValueException', 400, words), {
      $metadata: { httpStatusCode: 400, requestId: 'r-1' },
    });
    const error = await ask('do it', () => Promise.reject(thrown), ['hush-hush', 'hush"hush', 'h']).then(
      () => null,
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      name: 'InvalidInput',
      message: expect.stringContaining(
        'AWS could not do it: InvalidParameterValueException, request r-1 (its words are kept back',
      ),
      cause: { name: 'InvalidParameterValueException' },
    });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('hush');
  });

  it('say the network’s code where words are kept back', () => {
    expect(translateError('do it', networkError('ECONNRESET'), ['hush'])).toMatchObject({
      name: 'Unavailable',
      message: expect.stringContaining('AWS could not do it: ECONNRESET ('),
    });
  });

  it('give no room to a sentence in the place of a name', () => {
    const thrown = awsError('the value "hush hush" is bad', 400);
    expect(translateError('do it', thrown, ['hush hush'])).toMatchObject({
      message: expect.stringContaining('AWS could not do it: without a name ('),
    });
  });
});

describe('what may be missing', () => {
  it('is null where it is, and nothing else is', async () => {
    const missing = ask('read', () => Promise.reject(awsError('NotFoundException', 404)));
    expect(await nullIfMissing(missing)).toBeNull();
    expect(await nullIfMissing(Promise.resolve(1))).toBe(1);
    const refused = ask('read', () => Promise.reject(awsError('AccessDenied', 403)));
    await expect(nullIfMissing(refused)).rejects.toMatchObject({ name: 'NotPermitted' });
  });
});

function story() {
  return { expected: 'a', found: 'b', remedy: 'c' };
}
