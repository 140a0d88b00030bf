import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { messageOf } from './errors.ts';
import { outputsOf } from './report/outputs.ts';
import { renderSummary } from './report/summary.ts';
import { runAction } from './run-action.ts';

try {
  const reported = await runAction({
    environment: process.env,
    readText: (path) => readFile(path, 'utf8'),
    nowMs: Date.now,
    say: (line) => core.info(line),
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
} catch (thrown) {
  // Whatever was thrown, the run is red: a gate that could not look has not passed anything.
  core.setFailed(messageOf(thrown));
}
