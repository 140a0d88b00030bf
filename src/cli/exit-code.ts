import { CommanderError } from 'commander';
import { ScientistError } from '../errors.ts';

/** How a process ends: 0 done, 1 the answer is no, 2 wrong usage, 3 could not find out. */
export type ExitCode = 0 | 1 | 2 | 3;

/** Exit code for what was thrown. A fault of ours is `could not find out`: it says nothing about what was asked. */
export function exitCodeOf(thrown: unknown): ExitCode {
  if (thrown instanceof CommanderError) {
    return thrown.exitCode === 0 ? 0 : 2;
  }
  if (!(thrown instanceof ScientistError)) {
    return 3;
  }
  switch (thrown.name) {
    case 'InvalidInput':
    case 'Conflict':
      return 1;
    case 'WrongUsage':
      return 2;
    case 'NotFound':
    case 'NotPermitted':
    case 'Unavailable':
    case 'MissingTool':
      return 3;
  }
}
