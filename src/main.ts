import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { messageOf } from './errors.ts';
import { withoutSecrets } from './inputs/secrets.ts';
import { logLine } from './report/log-line.ts';
import { outputsOf } from './report/outputs.ts';
import { renderSummary } from './report/summary.ts';
import { runAction } from './run-action.ts';

const clean = withoutSecrets(process.env);

try {
  const { reported, failure } = await runAction({
    environment: process.env,
    readText: (path) => readFile(path, 'utf8'),
    nowMs: Date.now,
    say: (line) => core.info(logLine(clean(line))),
  });
  const { outputs, result } = outputsOf(reported);
  const resultPath = join(process.env.RUNNER_TEMP ?? tmpdir(), `scientist-result-${process.pid}.json`);
  await writeFile(resultPath, `${JSON.stringify(result, null, 2)}\n`);
  for (const [name, value] of Object.entries({ ...outputs, result: resultPath })) {
    core.setOutput(name, value);
  }
  if (process.env.GITHUB_STEP_SUMMARY) {
    await core.summary.addRaw(renderSummary(reported.map(({ outcome }) => outcome))).write();
  }
  if (failure !== null) {
    core.setFailed(clean(failure.message));
  }
} catch (thrown) {
  // Whatever was thrown, the run is red: a gate that could not look has not passed anything.
  core.setFailed(clean(messageOf(thrown)));
}
