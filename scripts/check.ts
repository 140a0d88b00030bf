import { closingLine, reportCheck } from './report-check.ts';
import { runStaticCheck, staticChecks } from './static-checks.ts';

const outcomes = [];
for (const check of staticChecks) outcomes.push(await reportCheck(check.name, () => runStaticCheck(check)));
console.log(closingLine(outcomes));
process.exitCode = outcomes.some(({ failed }) => failed > 0) ? 1 : 0;
