import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Missing } from './missing.mjs';
import { runInstallStep } from './run-child.mjs';

/**
 * npm keeps a record of what it installed and writes it last. The tree is fresh when that record agrees with the
 * lockfile, whoever ran npm; packages for other platforms may be absent.
 */
export function packagesAreFresh(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = readPackages(record);
  const wanted = readPackages(join(root, 'package-lock.json'));
  delete wanted[''];
  const same = (path) => installed[path]?.integrity === wanted[path]?.integrity;
  return (
    Object.keys(installed).every((path) => wanted[path] && same(path)) &&
    Object.keys(wanted).every((path) => (installed[path] ? same(path) : wanted[path].optional === true))
  );
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages;
}

/** Installs exactly what the lockfile says into node_modules/. Throws `Missing`. */
export async function installPackages(root) {
  // Registries have bad seconds; whoever set these for npm keeps them.
  const retries = {
    npm_config_fetch_retries: '3',
    npm_config_fetch_retry_mintimeout: '1000',
    npm_config_fetch_retry_maxtimeout: '5000',
  };
  const env = { ...retries, ...process.env, PATH: pathOutside(join(root, 'node_modules')) };
  const spareCache = join(root, '.tools', 'npm-cache');
  if (!env.npm_config_cache && !isWritable(homedir())) env.npm_config_cache = spareCache;
  if (spawnSync('npm', ['--version'], { env, stdio: 'ignore' }).error) {
    throw new Missing('npm was not found.', 'Install Node 20 or newer with its npm');
  }
  // Install scripts stay off: no package here needs one, and npm releases differ in which they run.
  const what = ['--ignore-scripts', '--include=dev', '--include=optional', '--prefer-offline'];
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  await runInstallStep({
    label: 'installing npm packages',
    registry: 'The npm registry',
    command: 'npm',
    args: ['ci', ...what, ...quiet],
    cwd: root,
    env,
  });
  rmSync(spareCache, { recursive: true, force: true });
}

/** `PATH` without the folder's own `node`, which npm is about to replace. */
function pathOutside(folder) {
  const entries = (process.env.PATH ?? '').split(delimiter);
  return entries.filter((entry) => !entry.startsWith(folder)).join(delimiter);
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
