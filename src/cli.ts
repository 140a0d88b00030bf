import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { fileURLToPath } from 'node:url';
import { CommanderError } from 'commander';
import { buildProgram } from './cli/build-program.ts';
import { type OperatorContext, operate, status } from './cli/operator-commands.ts';
import { packageService } from './cli/package-service.ts';
import { startLab } from './cli/start-lab.ts';
import { validateFile } from './cli/validate-file.ts';
import { messageOf, ScientistError } from './errors.ts';

const terminal = {
  out: (text: string) => void process.stdout.write(text),
  err: (text: string) => void process.stderr.write(text),
};

const context = (configPath: string): OperatorContext => ({
  configPath,
  readText: (path) => readFile(path, 'utf8'),
  by: process.env.GITHUB_ACTOR ?? userInfo().username,
  nowMs: Date.now,
  say: (line) => terminal.err(`${line}\n`),
});

const program = buildProgram(
  {
    validate: (file) => validateFile(file, (path) => readFile(path, 'utf8')),
    package: (folder, options) => packageService(folder, options.out, (line) => terminal.err(`${line}\n`)),
    status: (config) => status(context(config)),
    operate: (act, fn, config) => operate(act, fn, context(config)),
    lab: ({ traffic }) => startLab(fileURLToPath(import.meta.url), traffic),
  },
  terminal,
  (code) => {
    process.exitCode = code;
  },
);

try {
  await program.parseAsync(process.argv);
} catch (thrown) {
  process.exitCode = exitCodeOf(thrown);
}

/** Exit code of what was thrown, after saying it. Commander has said its own already. */
function exitCodeOf(thrown: unknown): number {
  if (thrown instanceof CommanderError) {
    return thrown.exitCode === 0 ? 0 : 2;
  }
  terminal.err(`${messageOf(thrown)}\n`);
  if (!(thrown instanceof ScientistError)) {
    return 3;
  }
  return { InvalidInput: 1, Conflict: 1, WrongUsage: 2 }[thrown.name as string] ?? 3;
}
