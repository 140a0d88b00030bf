// Runs one of the repository's TypeScript programs on the locked Node, after installing what a fresh clone lacks:
//   node bootstrap.mjs scripts/test.ts [arguments]
// Plain JavaScript without dependencies, because it runs before there are any, on whatever Node the machine has.
// Everything lands inside the clone (node_modules/, .venv/, .tools/); nothing is global.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from './scripts/install-lock.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const modules = join(root, 'node_modules');
const venv = join(root, '.venv');
const venvPython = join(venv, 'bin', 'python');
const [script, ...args] = process.argv.slice(2);

/** Programs that need no Python. Everything else starts the lab or a linter that comes from PyPI. */
const withoutPython = ['scripts/build.ts', 'scripts/check.ts', 'scripts/all.ts'];
const pythonNames = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const networkFault =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|NewConnectionError|NameResolutionError|ConnectTimeoutError|Failed to establish a new connection|Temporary failure in name resolution/;

/** Something this machine lacks: one sentence and what to do. Exit code 3, "could not find out". */
class Missing extends Error {}

let running;
let stoppedBy;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    stoppedBy ??= signal;
    if (running) running.kill(signal);
    else process.exit(endedBy(signal));
  });
}

/** Runs a program to its end; resolves with its exit code or the signal that ended it, and its output if piped. */
function run(command, commandArgs, options) {
  return new Promise((resolve, reject) => {
    const output = [];
    running = spawn(command, commandArgs, { cwd: root, ...options });
    for (const stream of [running.stdout, running.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    running.on('error', reject);
    running.on('close', (code, signal) => {
      running = undefined;
      resolve({ code, signal, output: Buffer.concat(output).toString() });
    });
  });
}

/** Runs one step of the installation quietly; its output is shown only if it fails. */
async function install(label, command, commandArgs, env, registry) {
  const start = Date.now();
  process.stderr.write(`bootstrap: ${label} …\n`);
  const { code, output } = await run(command, commandArgs, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (stoppedBy) throw new Missing('The installation was interrupted. Run the same command again.');
  if (code === 0) {
    process.stderr.write(`bootstrap: ${label} took ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
    return;
  }
  const fault = output.match(networkFault);
  if (fault) {
    throw new Missing(
      `${registry} cannot be reached (${fault[0]}). Check the network or the proxy settings, then run the same command again.`,
    );
  }
  process.stderr.write(`${output.trimEnd()}\n`);
  throw new Missing(
    `"${command} ${commandArgs.join(' ')}" failed with exit code ${code}. Its output stands above.`,
  );
}

/** Without the clone's own node_modules/.bin, whose `node` npm is about to replace. */
function installEnv() {
  const path = (process.env.PATH ?? '').split(delimiter).filter((entry) => !entry.startsWith(modules));
  return { ...process.env, PATH: path.join(delimiter) };
}

/** npm keeps a record of what it installed, written last; the tree is fresh when that record agrees with the lockfile. */
function packagesAreFresh() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  const { '': _project, ...wanted } = JSON.parse(
    readFileSync(join(root, 'package-lock.json'), 'utf8'),
  ).packages;
  const same = (path) => installed[path]?.integrity === wanted[path]?.integrity;
  return (
    Object.keys(installed).every((path) => wanted[path] && same(path)) &&
    Object.keys(wanted).every((path) => (installed[path] ? same(path) : wanted[path].optional === true))
  );
}

async function installPackages() {
  const env = installEnv();
  if (spawnSync('npm', ['--version'], { env, stdio: 'ignore' }).error) {
    throw new Missing(
      'npm was not found. Install Node with npm (20 or newer), then run the same command again.',
    );
  }
  const home = homedir();
  const fallbackCache = join(root, '.tools', 'npm-cache');
  if (!env.npm_config_cache && !isWritable(home)) env.npm_config_cache = fallbackCache;
  // Install scripts stay off: no package here needs one, and npm releases differ in which they run.
  const options = [
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--prefer-offline',
    '--no-audit',
  ];
  const retries = ['--fetch-retries=3', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  await install(
    'installing npm packages',
    'npm',
    ['ci', ...options, ...retries, '--no-fund', '--loglevel=error'],
    env,
    'The npm registry',
  );
  rmSync(fallbackCache, { recursive: true, force: true });
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Scripts in a venv hold absolute paths, so its stamp names the folder too. */
function venvStamp() {
  return createHash('sha256')
    .update(`${venv}\n`)
    .update(readFileSync(join(root, 'requirements.txt')))
    .digest('hex');
}

function venvIsFresh() {
  const stamp = join(venv, 'stamp');
  return existsSync(venvPython) && existsSync(stamp) && readFileSync(stamp, 'utf8') === venvStamp();
}

function findPython() {
  const probe = 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))';
  const found = pythonNames.find((name) => spawnSync(name, ['-c', probe], { stdio: 'ignore' }).status === 0);
  if (found) return found;
  throw new Missing(
    'Python 3.10 or newer with its venv module was not found. Install it (Debian, Ubuntu: apt-get install python3 python3-venv), then run the same command again.',
  );
}

async function installVenv(python) {
  rmSync(venv, { recursive: true, force: true });
  await install('creating .venv', python, ['-m', 'venv', venv], process.env, 'PyPI');
  // PIP_USER in somebody's environment would send the packages out of the clone.
  const env = { ...process.env, PIP_USER: '0', PIP_DISABLE_PIP_VERSION_CHECK: '1' };
  const options = ['--quiet', '--no-input', '--require-hashes', '--no-deps', '--only-binary', ':all:'];
  const pip = ['-m', 'pip', 'install', ...options, '-r', 'requirements.txt'];
  await install('installing Python packages', venvPython, pip, env, 'PyPI');
  writeFileSync(join(venv, 'stamp'), venvStamp());
}

async function installMissing() {
  const needsPython = !withoutPython.includes(script);
  const isFresh = () => packagesAreFresh() && (!needsPython || venvIsFresh());
  if (isFresh()) return;
  const python = needsPython && !venvIsFresh() ? findPython() : undefined;
  mkdirSync(join(root, '.tools'), { recursive: true });
  const release = await takeLock(join(root, '.tools', 'install.lock'), () => {
    process.stderr.write('bootstrap: waiting for another installation in this clone …\n');
  });
  try {
    if (!packagesAreFresh()) await installPackages();
    if (python && !venvIsFresh()) await installVenv(python);
  } finally {
    release();
  }
}

/** The locked Node where its packages have one for this platform, else this Node if it can run TypeScript as it is. */
function findNode() {
  const locked = join(modules, process.arch === 'arm64' ? 'node-arm64' : 'node', 'bin', 'node');
  if (process.platform === 'linux' && existsSync(locked)) return locked;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Missing(
    `No locked Node 24 exists for ${process.platform} on ${process.arch}. Install Node 24, then run the same command again.`,
  );
}

async function main() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Missing(
      `Node ${process.versions.node} is too old. Install Node 20 or newer, then run the same command again.`,
    );
  }
  if (!script)
    throw new Missing('No program was named. Run "npm run" to see the commands of this repository.');
  await installMissing();
  const node = findNode();
  const PATH = [dirname(node), process.env.PATH].join(delimiter);
  const { code, signal } = await run(node, [script, ...args], {
    env: { ...process.env, PATH },
    stdio: 'inherit',
  });
  process.exitCode = signal ? endedBy(signal) : code;
}

/** Exit code by the shells' convention: 128 and the number of the signal. */
function endedBy(signal) {
  return 128 + ({ SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }[signal] ?? 0);
}

main().catch((thrown) => {
  if (thrown instanceof Missing) process.stderr.write(`bootstrap: ${thrown.message}\n`);
  else console.error(thrown);
  process.exitCode = stoppedBy ? endedBy(stoppedBy) : thrown instanceof Missing ? 3 : 1;
});
