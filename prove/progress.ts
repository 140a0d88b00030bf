/** A terminal, or whatever stands for it. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Part by which a proof must have come further for another line where lines cannot be rewritten. */
const linePart = 0.1;

/**
 * Shows how far a proof has come: one line that is written again and again on a terminal, and a line for each tenth
 * elsewhere, for instance in the log of a job.
 */
export function progressOn(screen: Screen, what: string, total: number): { done(count: number): void } {
  let count = 0;
  let shownParts = -1;
  return {
    done: (more) => {
      count += more;
      const line = `${what}: ${count.toLocaleString('en')} of ${total.toLocaleString('en')}`;
      if (screen.isTTY) {
        // Back to the start, and nothing left of a longer line.
        screen.write(`\r\u001b[K${line}${count >= total ? '\n' : ''}`);
        return;
      }
      const parts = Math.floor(count / total / linePart + 1e-9);
      if (parts === shownParts) return;
      shownParts = parts;
      screen.write(`${line}\n`);
    },
  };
}
