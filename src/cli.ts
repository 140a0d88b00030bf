import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { buildProgram } from './cli/build-program.ts';
import { exitCodeOf } from './cli/exit-code.ts';
import { detachAlone, type OperatorContext, operate, status } from './cli/operator-commands.ts';
import { packageService } from './cli/package-service.ts';
import { recomputeVerdict } from './cli/recompute-verdict.ts';
import { startLab } from './cli/start-lab.ts';
import { validateFile } from './cli/validate-file.ts';
import { messageOf } from './errors.ts';

// Of the SDK's own future releases; the one that speaks is bundled here, and nobody can mend it at a terminal.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const terminal = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};
const say = (line: string): void => terminal.err(`${line}\n`);
const context = (config: string | undefined): OperatorContext => ({
  config,
  by: actor(),
  nowMs: Date.now,
  say,
});

const program = buildProgram(
  {
    validate: validateFile,
    verdict: recomputeVerdict,
    package: (options) => packageService(options, say),
    status: (config) => status(context(config)),
    operate: (act, fn, config) => operate(act, fn, context(config)),
    detachAlone: (route, config) => detachAlone(route, context(config)),
    lab: ({ traffic }) => startLab(fileURLToPath(import.meta.url), traffic),
  },
  terminal,
  (code) => {
    process.exitCode = code;
  },
);

// Whoever reads the output may have had enough of it, as `| head` has: no fault of what was asked.
process.stdout.on('error', (thrown) => {
  if (!('code' in thrown && thrown.code === 'EPIPE')) {
    throw thrown;
  }
});

try {
  await program.parseAsync(process.argv);
} catch (thrown) {
  // Commander has said its own already.
  if (!(thrown instanceof CommanderError)) {
    say(messageOf(thrown));
  }
  process.exitCode = exitCodeOf(thrown);
}

/** Who acts, for the journal: the workflow's actor, else the user of this machine. */
function actor(): string {
  try {
    return process.env.GITHUB_ACTOR || userInfo().username;
  } catch {
    // A container may run as a number that no user has.
    return `user ${process.getuid?.() ?? 'unknown'}`;
  }
}
