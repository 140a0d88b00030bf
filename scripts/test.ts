import { parseArgs } from 'node:util';
import { messageOf } from '../src/errors.ts';
import { findChromium } from './find-chromium.ts';
import { lintTemplates } from './lint-templates.ts';
import { type CheckOutcome, closingLine, reportCheck } from './report-check.ts';
import { runVitest } from './run-vitest.ts';
import { runStaticCheck, staticChecks } from './static-checks.ts';

const values = readOptions();

const outcomes: CheckOutcome[] = [];
async function check(name: string, run: () => Promise<CheckOutcome>): Promise<void> {
  outcomes.push(await reportCheck(name, run));
}

for (const staticCheck of staticChecks) await check(staticCheck.name, () => runStaticCheck(staticCheck));
await check('unit and contract tests', () => runVitest('vitest.config.ts'));
if (!values.unit) {
  await check('workflow templates', lintTemplates);
  await check('browser tests', runBrowserTests);
  await check('end-to-end tests', () => runVitest('test/e2e/vitest.config.ts'));
}
console.log(closingLine(outcomes));
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;

function readOptions(): { readonly unit: boolean } {
  try {
    return parseArgs({ options: { unit: { type: 'boolean', default: false } } }).values;
  } catch (thrown) {
    console.error(`test: ${messageOf(thrown)}. There is --unit, and nothing else`);
    process.exit(2);
  }
}

async function runBrowserTests(): Promise<CheckOutcome> {
  const chromium = findChromium(process.env);
  if (chromium === undefined) return { passed: 0, failed: 0, detail: 'Chromium not found' };
  return runVitest('test/browser/vitest.config.ts', { ...process.env, CHROMIUM: chromium });
}
