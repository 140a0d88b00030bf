// Plain JavaScript without dependencies, because it runs before there are any, on whatever Node the machine has.
// Everything lands inside the clone (node_modules/, .venv/, .tools/); nothing is global.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from './install-lock.mjs';
import { installPackages, packagesAreFresh } from './install-packages.mjs';
import { findPython, installVenv, venvIsFresh } from './install-venv.mjs';
import { Missing, WrongUsage } from './missing.mjs';
import { forwardSignals, runChild } from './run-child.mjs';

const root = resolve(fileURLToPath(new URL('../..', import.meta.url)));
/** Programs that need no Python. All others start the lab or a linter that comes as a Python package. */
const withoutPython = ['scripts/build.ts', 'scripts/check.ts', 'scripts/all.ts'];

async function installMissing(needsPython) {
  const wantsVenv = () => needsPython && !venvIsFresh(root);
  if (packagesAreFresh(root) && !wantsVenv()) return;
  // Asked for first, so that nobody waits for an installation that cannot be finished.
  const python = wantsVenv() ? findPython() : undefined;
  mkdirSync(join(root, '.tools'), { recursive: true });
  const release = await takeLock(join(root, '.tools', 'install.lock'), () => {
    process.stderr.write('bootstrap: waiting for another installation in this clone …\n');
  });
  try {
    if (!packagesAreFresh(root)) await installPackages(root);
    if (python && !venvIsFresh(root)) await installVenv(root, python);
  } finally {
    release();
  }
}

/** The locked Node where there is one for this platform, else this Node if it can run TypeScript as it is. */
function findNode() {
  const locked = join(root, 'node_modules', process.arch === 'arm64' ? 'node-arm64' : 'node', 'bin', 'node');
  if (existsSync(locked)) return locked;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Missing(
    `There is no locked Node 24 for ${process.platform} on ${process.arch}.`,
    'Install Node 24',
  );
}

async function main([script, ...args]) {
  if (!script) throw new WrongUsage('No program was named.');
  if (!isFile(resolve(root, script))) throw new WrongUsage(`There is no program ${script} in this clone.`);
  forwardSignals();
  await installMissing(!withoutPython.includes(script));
  const node = findNode();
  const env = { ...process.env, PATH: [dirname(node), process.env.PATH].join(delimiter) };
  const { code } = await runChild(node, [script, ...args], { cwd: root, env, stdio: 'inherit' });
  process.exitCode = code;
}

function isFile(path) {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** A folder that cannot be written, as in somebody else's clone, is something missing too. */
function asMissing(thrown) {
  return thrown.syscall !== undefined && thrown.path?.startsWith(root)
    ? new Missing(
        `The clone cannot be written (${thrown.message}).`,
        'Make all of it yours, or clone it anew',
      )
    : thrown;
}

main(process.argv.slice(2)).catch((thrown) => {
  const told = asMissing(thrown);
  const exitCode = told instanceof Missing ? 3 : told instanceof WrongUsage ? 2 : 1;
  console.error(exitCode === 1 ? told : `bootstrap: ${told.message}`);
  process.exitCode = exitCode;
});
