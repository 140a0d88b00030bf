import { root, runCommand } from './run-command.ts';

// Everything generated is made again; a clean tree proves that what is committed was fresh.
await import('./build.ts');

const { code } = await runCommand('git', ['diff', '--exit-code', '--stat', '--', 'dist'], {
  output: 'terminal',
});
const { output } = await runCommand('git', ['ls-files', '--others', '--', 'dist'], { output: 'captured' });
if (code === 0 && output === '') {
  console.log('Everything generated is fresh.');
} else {
  if (output !== '') console.error(`Not committed:\n${output}`);
  console.error(`What is generated differs from what is committed. Commit the files above (in ${root}).`);
  process.exitCode = 1;
}
