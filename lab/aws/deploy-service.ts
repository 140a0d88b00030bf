import { createRequire } from 'node:module';
import { delimiter, dirname } from 'node:path';
import { ScientistError } from '../../src/errors.ts';
import { startProcessGroup } from '../process-group.ts';
import { labEnvironment } from './credentials.ts';

const frameworkCommand = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');

/**
 * Deploys a service folder as its owner would: `serverless deploy`. The framework writes `.serverless/` into the
 * folder, so give it a copy where several labs may run at once. Throws `Unavailable` with the framework's own words.
 */
export async function deployService(options: {
  readonly folder: string;
  readonly endpointUrl: string;
  readonly deployArguments?: readonly string[];
}): Promise<void> {
  const framework = startProcessGroup({
    program: process.execPath,
    programArguments: [frameworkCommand, 'deploy', ...(options.deployArguments ?? [])],
    workingFolder: options.folder,
    environment: {
      ...labEnvironment(options.endpointUrl),
      PATH: [dirname(process.execPath), process.env.PATH ?? '/usr/bin:/bin'].join(delimiter),
      HOME: options.folder,
      // It asks every 5 s by default whether the stack is ready; here it is, after a moment.
      SLS_AWS_MONITORING_FREQUENCY: '200',
      NO_COLOR: '1',
    },
  });
  const exitCode = await framework.exited;
  if (exitCode === 0) return;
  throw new ScientistError('Unavailable', {
    expected: `\`serverless deploy\` to succeed in ${options.folder}`,
    found: `it ended with ${exitCode === null ? 'a signal' : `code ${exitCode}`}: ${framework.lastOutput()}`,
    remedy: 'Read its message above',
  });
}
