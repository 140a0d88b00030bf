import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { Missing } from './missing.mjs';

let child;
let stoppedBy;

/** Passes signals on to the running program and lets it end in its own time; without one, ends at once. */
export function forwardSignals() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stoppedBy ??= signal;
      if (child) child.kill(signal);
      else process.exit(128 + constants.signals[signal]);
    });
  }
}

/**
 * Runs a program to its end. Resolves with its exit code (for a signal 128 and its number, as shells have it) and
 * with what it wrote where its streams are pipes.
 */
export function runChild(command, args, options) {
  return new Promise((resolve, reject) => {
    const output = [];
    child = spawn(command, args, options);
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      child = undefined;
      resolve({ code: code ?? 128 + constants.signals[signal], output: Buffer.concat(output).toString() });
    });
  });
}

const networkFault =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|NameResolutionError|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ProxyError/;

/**
 * Runs one step of an installation with two lines of progress on stderr. What the program writes is shown only if it
 * fails. Throws `Missing` then, naming the registry where that could not be reached.
 */
export async function runInstallStep({ label, registry, command, args, cwd, env }) {
  const start = Date.now();
  process.stderr.write(`bootstrap: ${label} …\n`);
  const { code, output } = await runChild(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (stoppedBy) process.exit(128 + constants.signals[stoppedBy]);
  if (code === 0) {
    process.stderr.write(`bootstrap: ${label}: ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
    return;
  }
  const fault = output.match(networkFault);
  if (fault)
    throw new Missing(
      `${registry} cannot be reached (${fault[0]}).`,
      'Check the network or the proxy settings',
    );
  process.stderr.write(`${output.trimEnd()}\n`);
  throw new Missing(`${label} failed with exit code ${code}.`, 'Mend what the output above names');
}
