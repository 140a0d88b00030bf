import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import { invokeShadow } from '../../../scientist-runtime/shell/invoke-shadow.ts';
import { anyone, type LocalReply, serveLocally } from './serve-locally.ts';

const requestId = '8f507cfc-xmpl-4697-b07a-ac58fc914c95';
const question = {
  arn: 'arn:aws:lambda:eu-west-1:111122223333:function:round-scientist-pr1:3',
  event: { rawPath: '/round' },
  experiment: 'rounding-float',
  role: 'candidate',
} as const;

let close = async () => {};
afterEach(() => close());

async function ask(reply: LocalReply | null, arn: string = question.arn) {
  const server = await serveLocally(() => reply);
  close = server.close;
  const client = new LambdaClient({ ...anyone, endpoint: server.endpoint, maxAttempts: 1 });
  const clock = [100, 112.5];
  const call = await invokeShadow(client, { ...question, arn }, () => clock.shift() ?? 0);
  return { call, seen: server.seen };
}

const answered = (body: string, headers: Record<string, string> = {}) => ({
  status: 200,
  headers: { 'x-amzn-requestid': requestId, ...headers },
  body,
});
const refused = (status: number, type: string): LocalReply => ({
  status,
  headers: { 'x-amzn-errortype': type, 'content-type': 'application/json' },
  body: '{"message":"no"}',
});

describe('a shadow', () => {
  it('is invoked at its version, once, told what it is, with its event', async () => {
    const { seen } = await ask(answered('{}'));
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', body: '{"rawPath":"/round"}' });
    expect(seen[0]?.path).toBe(
      '/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:round-scientist-pr1/invocations?Qualifier=3',
    );
    expect(seen[0]?.headers['x-amz-log-type']).toBe('Tail');
    const context = Buffer.from(String(seen[0]?.headers['x-amz-client-context']), 'base64').toString();
    expect(JSON.parse(context)).toEqual({
      custom: { 'scientist-experiment': 'rounding-float', 'scientist-role': 'candidate' },
    });
  });

  it('without a version is invoked without a qualifier', async () => {
    const { seen } = await ask(
      answered('{}'),
      'arn:aws:lambda:eu-west-1:111122223333:function:control-round',
    );
    expect(seen[0]?.path).toBe(
      '/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:control-round/invocations',
    );
  });

  it('that answers is measured by the wall where its log tail has no REPORT', async () => {
    const { call } = await ask(answered('{"statusCode":200}'));
    expect(call).toEqual({
      kind: 'called',
      answer: { kind: 'answer', payload: '{"statusCode":200}' },
      times: { wallMs: 12.5, report: null },
    });
  });

  it('is measured by the REPORT of its own request', async () => {
    const line = `REPORT RequestId: ${requestId}\tDuration: 3.5 ms\tBilled Duration: 4 ms\tInit Duration: 90 ms\t`;
    const tail = Buffer.from(`hello\n${line}\n`).toString('base64');
    const { call } = await ask(answered('{}', { 'x-amz-log-result': tail }));
    expect(call).toMatchObject({ times: { report: { durationMs: 3.5, billedMs: 4, initMs: 90 } } });
  });

  it.each([
    ['{"errorType":"TypeError","errorMessage":"x"}', 'error', 'TypeError'],
    ['{"errorType":"Sandbox.Timedout","errorMessage":"…"}', 'timeout', 'Sandbox.Timedout'],
    ['{"errorMessage":"2026-01-01T00:00:00Z x Task timed out after 3.00 seconds"}', 'timeout', null],
  ])('that fails with %s has failed by %s', async (body, failure, errorType) => {
    const { call } = await ask(answered(body, { 'x-amz-function-error': 'Unhandled' }));
    expect(call).toMatchObject({ kind: 'called', answer: { kind: 'failed', failure, errorType } });
  });

  it.each([
    [429, 'TooManyRequestsException', 'throttled'],
    [404, 'ResourceNotFoundException', 'not-found'],
    [502, 'ResourceNotReadyException', 'not-ready'],
    [500, 'ServiceException', 'unavailable'],
  ])('refused with %s %s is not asked again and gave nothing', async (status, type, reason) => {
    const { call, seen } = await ask(refused(status, type));
    expect(call).toEqual({ kind: 'absent', reason });
    expect(seen).toHaveLength(1);
  });

  it('behind a broken connection gave nothing', async () => {
    const { call } = await ask(null);
    expect(call).toEqual({ kind: 'absent', reason: 'unavailable' });
  });
});
