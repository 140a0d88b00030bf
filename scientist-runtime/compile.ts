import { metricLine } from './core/metric-line.ts';
import { connectS3 } from './shell/connect-aws.ts';
import { readVariable } from './shell/read-variable.ts';
import { writeEffective } from './shell/write-effective.ts';

const place = {
  bucket: readVariable('DEFINITION_BUCKET'),
  region: readVariable('AWS_REGION'),
  accountId: readVariable('ACCOUNT_ID'),
};
const s3 = connectS3(process.env.AWS_ENDPOINT_URL);

/**
 * S3 handler, called when `experiments.yml` or `releases.json` was written. The event says no more than that
 * something changed: both are read as they are now, so that late or doubled notifications do no harm.
 */
export async function handler(): Promise<void> {
  const { problems, changed } = await writeEffective(s3, place, Date.now);
  console.log(
    metricLine(
      Date.now(),
      { Function: 'compile' },
      [{ name: 'DefinitionProblems', unit: 'Count', values: [problems.length] }],
      { event: 'compiled', changed, problems },
    ),
  );
}
