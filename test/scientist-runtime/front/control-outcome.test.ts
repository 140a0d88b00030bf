import { expect, test } from 'vitest';
import { outcomeOf, silence } from '../../../scientist-runtime/core/control-outcome.ts';

const reply = { status: 200, functionError: undefined, refusal: undefined, payload: '{"statusCode":200}' };

test('a reply without a function error is the payload as it came', () => {
  expect(outcomeOf(reply)).toEqual({
    answer: { kind: 'answer', payload: '{"statusCode":200}' },
    misfortune: null,
  });
});

test.each([
  ['Node’s error', '{"errorType":"Error","errorMessage":"boom","trace":[]}', 'error', 'Error'],
  [
    'Python’s error',
    '{"errorMessage": "boom", "errorType": "ValueError", "requestId": ""}',
    'error',
    'ValueError',
  ],
  [
    'a crash',
    '{"errorType":"Runtime.ExitError","errorMessage":"exit status 3"}',
    'error',
    'Runtime.ExitError',
  ],
  [
    'a timeout',
    '{"errorType":"Sandbox.Timedout","errorMessage":"… Task timed out after 3.00 seconds"}',
    'timeout',
    'Sandbox.Timedout',
  ],
  [
    'a timeout of earlier years',
    '{"errorMessage":"2019-01-01 Task timed out after 3.00 seconds"}',
    'timeout',
    null,
  ],
  ['a timeout in the emulator’s plain text', 'Task timed out after 1.00 seconds', 'timeout', null],
  [
    'an error that only talks of timeouts',
    '{"errorType":"Error","errorMessage":"Task timed out after 3 seconds"}',
    'error',
    'Error',
  ],
  ['an error that quotes another', '{"errorMessage":"{\\"errorType\\":\\"Inner\\"}"}', 'error', null],
  ['an error without any words', '', 'error', null],
])('%s is told by its payload', (_, payload, failure, errorType) => {
  expect(outcomeOf({ ...reply, functionError: 'Unhandled', payload })).toEqual({
    answer: { kind: 'failed', failure, errorType },
    misfortune: 'function-error',
  });
});

test.each([
  [429, 'TooManyRequestsException', 'throttled', 'throttled', 'TooManyRequestsException'],
  [
    404,
    'ResourceNotFoundException:http://internal.amazon.com/coral/',
    'unavailable',
    'not-invoked',
    'ResourceNotFoundException',
  ],
  [403, 'AccessDeniedException', 'unavailable', 'not-invoked', 'AccessDeniedException'],
  [409, 'ResourceConflictException', 'unavailable', 'not-invoked', 'ResourceConflictException'],
  [413, 'RequestTooLargeException', 'unavailable', 'not-invoked', 'RequestTooLargeException'],
  [500, undefined, 'unavailable', 'not-invoked', 'Http500'],
])('a refusal with %i %s is %s', (status, refusal, failure, misfortune, errorType) => {
  expect(outcomeOf({ ...reply, status, refusal })).toEqual({
    answer: { kind: 'failed', failure, errorType },
    misfortune,
  });
});

test('no reply in time is a timeout, no connection is a function out of reach', () => {
  expect(silence('timeout')).toMatchObject({ answer: { failure: 'timeout' }, misfortune: 'timeout' });
  expect(silence('connection')).toMatchObject({
    answer: { failure: 'unavailable' },
    misfortune: 'not-invoked',
  });
});
