import { createHash } from 'node:crypto';
import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { ScientistError } from '../errors.ts';
import { codeLimits, codeOf } from '../inputs/archive.ts';
import type { Code } from '../release/function-spec.ts';
import { callParametersOf } from './function-arn.ts';
import { ask } from './translate-error.ts';

/**
 * Downloads a function's code and hashes its content. Throws `InvalidInput` where it is larger than Lambda
 * itself allows or no plain zip, `Unavailable` where the download fails or is not the code Lambda speaks of.
 */
export async function readCode(client: LambdaClient, arn: string): Promise<Code> {
  const { Configuration, Code } = await ask(`read the code of ${arn}`, () =>
    client.send(new GetFunctionCommand(callParametersOf(arn))),
  );
  if (Code?.Location === undefined || Code.RepositoryType === 'ECR') {
    throw new ScientistError('InvalidInput', {
      expected: `the code of ${arn} as a zip`,
      found: 'Lambda gives no place to download it from',
      remedy: 'Leave it out of .github/scientist.yml: container images are not supported yet',
    });
  }
  const zip = await download(arn, Code.Location);
  const sha256 = createHash('sha256').update(zip).digest('base64');
  if (Configuration?.CodeSha256 !== sha256) {
    throw incomplete(arn, 'What was downloaded has another checksum than Lambda tells');
  }
  return codeOf(zip);
}

/** The URL is a credential for some minutes: it appears in no message, and no cause is kept that could hold it. */
async function download(arn: string, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(300_000) });
    if (!response.ok || response.body === null) {
      throw incomplete(arn, `The download answers ${response.status}`);
    }
    for await (const chunk of response.body) {
      bytes += chunk.length;
      if (bytes > codeLimits.maxArchiveBytes) {
        throw new ScientistError('InvalidInput', {
          expected: `code of at most ${codeLimits.maxArchiveBytes} bytes`,
          found: `${arn} has more`,
          remedy: 'Make the package smaller',
        });
      }
      chunks.push(chunk);
    }
  } catch (thrown) {
    throw thrown instanceof ScientistError ? thrown : incomplete(arn, 'The download broke off');
  }
  return Buffer.concat(chunks);
}

function incomplete(arn: string, found: string): ScientistError {
  return new ScientistError('Unavailable', {
    expected: `the code of ${arn}`,
    found,
    remedy: 'Run again; if it stays so, check that this machine reaches S3',
  });
}
