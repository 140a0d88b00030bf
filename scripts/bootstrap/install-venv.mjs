import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Missing } from './missing.mjs';
import { runInstallStep } from './run-child.mjs';

const names = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const probe = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';

/** Whether .venv/ holds what requirements.txt says. Its programs know its place, so the stamp names that too. */
export function venvIsFresh(root) {
  const { python, stamp } = venvIn(root);
  return existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wantedStamp(root);
}

/** Name of a Python 3.10 or newer that can make a venv. Throws `Missing`. */
export function findPython() {
  const found = names.find((name) => spawnSync(name, ['-c', probe], { stdio: 'ignore' }).status === 0);
  if (found) return found;
  throw new Missing(
    'Python 3.10 or newer with its venv module was not found.',
    'Install it (Debian and Ubuntu: apt-get install python3 python3-venv)',
  );
}

/** Makes .venv/ anew with exactly what requirements.txt says. Throws `Missing`. */
export async function installVenv(root, systemPython) {
  const { folder, python, stamp } = venvIn(root);
  const registry = 'The Python package index';
  // Somebody's own settings could send the packages out of the clone.
  const env = {
    ...process.env,
    PIP_USER: '0',
    PIP_TARGET: '',
    PIP_PREFIX: '',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
  };
  rmSync(folder, { recursive: true, force: true });
  const args = ['-m', 'venv', folder];
  await runInstallStep({ label: 'creating .venv', registry, command: systemPython, args, cwd: root, env });
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--no-input',
    '--require-hashes',
    '--no-deps',
    '--only-binary=:all:',
  ];
  await runInstallStep({
    label: 'installing Python packages',
    registry,
    command: python,
    args: [...pip, '-r', 'requirements.txt'],
    cwd: root,
    env,
  });
  writeFileSync(stamp, wantedStamp(root));
}

function venvIn(root) {
  const folder = join(root, '.venv');
  return { folder, python: join(folder, 'bin', 'python'), stamp: join(folder, 'stamp') };
}

function wantedStamp(root) {
  const requirements = readFileSync(join(root, 'requirements.txt'));
  return createHash('sha256').update(`${root}\n`).update(requirements).digest('hex');
}
