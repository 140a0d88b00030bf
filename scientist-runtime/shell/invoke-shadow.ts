import { InvokeCommand, type LambdaClient, LambdaServiceException } from '@aws-sdk/client-lambda';
import type { Answer } from '../contract/observation.ts';
import { absenceOf } from '../core/absence.ts';
import { failureIn } from '../core/control-outcome.ts';
import { readReport } from '../core/report-line.ts';
import type { ShadowCall } from '../core/shadow-pair.ts';
import type { ShadowQuestion } from './compare-observation.ts';

/** A call is given up after this: API Gateway waits 30 s at most, so nobody would have heard a later answer. */
export const shadowTimeoutMs = 30_000;

/**
 * Invokes twin or candidate once. A failure of the function is an answer, an error of Lambda itself an absence.
 * The client must be made with `maxAttempts: 1`: a retry would hide what is being counted. `clockMs` is monotonic.
 */
export async function invokeShadow(
  client: LambdaClient,
  question: ShadowQuestion,
  clockMs: () => number,
): Promise<ShadowCall> {
  const startedMs = clockMs();
  const deadline = AbortSignal.timeout(shadowTimeoutMs);
  try {
    const reply = await client.send(
      new InvokeCommand({
        ...addressOf(question.arn),
        Payload: Buffer.from(JSON.stringify(question.event ?? null)),
        LogType: 'Tail',
        ClientContext: clientContextOf(question),
      }),
      { abortSignal: deadline },
    );
    const wallMs = clockMs() - startedMs;
    const payload = Buffer.from(reply.Payload ?? []).toString('utf8');
    const answer: Answer =
      reply.FunctionError === undefined ? { kind: 'answer', payload } : failureIn(payload);
    const logTail = Buffer.from(reply.LogResult ?? '', 'base64').toString('utf8');
    const report = readReport(logTail, reply.$metadata.requestId ?? '');
    return { kind: 'called', answer, times: { wallMs, report } };
  } catch (error) {
    if (deadline.aborted) {
      const answer: Answer = { kind: 'failed', failure: 'timeout', errorType: null };
      return { kind: 'called', answer, times: { wallMs: clockMs() - startedMs, report: null } };
    }
    if (error instanceof LambdaServiceException) {
      return { kind: 'absent', reason: absenceOf(error.name, error.$metadata.httpStatusCode ?? null) };
    }
    if (isConnectionError(error)) {
      return { kind: 'absent', reason: 'unavailable' };
    }
    throw error;
  }
}

/** Node names the errors of sockets and of name resolution by a code such as ECONNRESET. */
function isConnectionError(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('E')
  );
}

/** Function and version apart: a version ARN ends in `:function:<name>:<version>`. */
function addressOf(arn: string): { FunctionName: string; Qualifier?: string } {
  const parts = arn.split(':');
  const qualifier = parts[7];
  return qualifier === undefined
    ? { FunctionName: arn }
    : { FunctionName: parts.slice(0, 7).join(':'), Qualifier: qualifier };
}

/** What the function may read as `context.clientContext`: that it is a shadow, and in which role. */
function clientContextOf({ experiment, role }: ShadowQuestion): string {
  const custom = { 'scientist-experiment': experiment, 'scientist-role': role };
  return Buffer.from(JSON.stringify({ custom })).toString('base64');
}
