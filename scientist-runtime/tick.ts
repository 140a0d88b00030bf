import { ScientistError } from '../src/errors.ts';
import { harm } from '../src/statistics/harm.ts';
import { verdictPolicy } from '../src/statistics/policy.ts';
import { metricLine } from './core/metric-line.ts';
import { appendJournal } from './shell/append-journal.ts';
import { connectDynamo, connectS3 } from './shell/connect-aws.ts';
import { readRows } from './shell/read-rows.ts';
import { readVariable } from './shell/read-variable.ts';
import { runTick } from './shell/run-tick.ts';
import { writeEffective } from './shell/write-effective.ts';
import { readReleases, writeReleases } from './shell/write-releases.ts';

const bucket = readVariable('DEFINITION_BUCKET');
const comparisons = readVariable('COMPARISONS_TABLE');
const journal = readVariable('JOURNAL_TABLE');
const place = { bucket, region: readVariable('AWS_REGION'), accountId: readVariable('ACCOUNT_ID') };
const s3 = connectS3(process.env.AWS_ENDPOINT_URL);
const dynamo = connectDynamo();

/** Called every minute: follows ramps, stops shadowing, undoes an override that harms, compiles the definition. */
export async function handler(): Promise<void> {
  const { changes, problems } = await runTick({
    nowMs: Date.now,
    readReleases: () => readReleases(s3, bucket),
    readRows: (evidenceKey, candidateId) => readRows(dynamo, comparisons, evidenceKey, candidateId),
    judgeHarm: (rows, release) => harm(rows, verdictPolicy(release.verdictPolicy), release.stage).reasons,
    appendJournal: (partition, entry) => appendJournal(dynamo, journal, partition, entry),
    changeReleases: (planned) => writeReleases(s3, bucket, planned),
    compile: async () => {
      await writeEffective(s3, place, Date.now);
    },
  });
  const acts = changes.map(({ releaseId, act, because }) => ({ releaseId, act: act ?? 'ramp', because }));
  console.log(
    metricLine(
      Date.now(),
      { Function: 'tick' },
      [
        { name: 'TickActs', unit: 'Count', values: [acts.length] },
        { name: 'TickProblems', unit: 'Count', values: [problems.length] },
      ],
      { event: 'ticked', acts, problems },
    ),
  );
  if (problems.length > 0) {
    // After everything else was done: the function's own error metric is what an alarm can stand on.
    throw new ScientistError('Unavailable', {
      expected: 'every release to be looked at',
      found: problems.join('; '),
      remedy: 'Read the line above in this log; the gate reports the same on its next run.',
    });
  }
}
