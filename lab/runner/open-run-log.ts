import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a job's output goes. */
export interface RunLog {
  readonly write: (text: string) => void;
  /** Everything written so far. */
  readonly text: () => string;
  /** Appends it to `<folder>/<run id>.log`. */
  readonly close: () => Promise<void>;
}

/** Opens the log of a job; jobs of one run share a file, one after the other. */
export function openRunLog(folder: string, runId: number): RunLog {
  const pieces: string[] = [];
  return {
    write: (text) => {
      pieces.push(text);
    },
    text: () => pieces.join(''),
    close: async () => {
      await mkdir(folder, { recursive: true });
      await appendFile(join(folder, `${runId}.log`), pieces.join(''));
    },
  };
}
