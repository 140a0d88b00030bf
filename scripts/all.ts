import { root, runCommand } from './run-command.ts';
import { writeSchema } from './write-schema.ts';

/** What this makes. Tables in docs/ are measured, by `bench`, `prove` and `mutation`; pictures need a browser. */
const generated = ['dist', 'docs/evidence-bundle.schema.json'];

// Everything generated is made again; a clean tree proves that what is committed was fresh.
await import('./build.ts');
await writeSchema();

const { code } = await runCommand('git', ['diff', '--exit-code', '--stat', '--', ...generated], {
  output: 'terminal',
});
const { output } = await runCommand('git', ['ls-files', '--others', '--', ...generated], {
  output: 'captured',
});
if (code === 0 && output === '') {
  console.log(`Everything generated is fresh: ${generated.join(', ')}.`);
} else {
  if (output !== '') console.error(`Not committed:\n${output}`);
  console.error(`What is generated differs from what is committed. Commit the files above (in ${root}).`);
  process.exitCode = 1;
}
