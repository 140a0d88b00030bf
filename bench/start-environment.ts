import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, dirname } from 'node:path';
import { frontVariables } from '../test/harness/front-variables.ts';
import { type LambdaApis, startLambdaApis } from '../test/harness/lambda-apis.ts';
import type { StubAws } from '../test/harness/stub-aws.ts';

/** A handler under AWS's runtime client, with the Lambda APIs that it talks to. */
export interface Environment {
  readonly lambda: LambdaApis;
  /** `performance.now()` when its process was asked for. */
  readonly spawnedAtMs: number;
  stop(): Promise<void>;
}

/** @param file a bundle that exports `handler` */
export async function startEnvironment(
  runtimeClient: string,
  file: string,
  aws: StubAws,
): Promise<Environment> {
  const lambda = await startLambdaApis({ extensions: true });
  const handler = `${basename(file, '.mjs')}.handler`;
  const spawnedAtMs = performance.now();
  const child = spawn(process.execPath, [runtimeClient, handler], {
    cwd: dirname(file),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...frontVariables(aws),
      AWS_LAMBDA_RUNTIME_API: lambda.address,
      AWS_LAMBDA_FUNCTION_NAME: 'measured',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_LOG_GROUP_NAME: 'group',
      AWS_LAMBDA_LOG_STREAM_NAME: 'stream',
      LAMBDA_TASK_ROOT: dirname(file),
      _HANDLER: handler,
      CONTROL_ARN: 'arn:aws:lambda:eu-west-1:123456789012:function:control-round',
    },
  });
  return {
    lambda,
    spawnedAtMs,
    async stop() {
      await end(child);
      await lambda.close();
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
}
