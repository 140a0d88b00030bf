import ora, { type Ora } from 'ora';

/** A step that was taken, and how long it took. */
export interface TakenStep {
  readonly title: string;
  readonly seconds: number;
}

/** `spinner` for a terminal, `lines` for everything else, `silent` where only the summary is wanted. */
export type ProgressStyle = 'spinner' | 'lines' | 'silent';

/** Tells people on standard error how far the demo is. */
export interface Progress {
  /** Takes a step: `told` says in a sentence what came of it. What the step throws is thrown on. */
  step<Result>(title: string, take: () => Promise<Result>, told: (result: Result) => string): Promise<Result>;
  /** What is seen while a step goes on. */
  seen(text: string): void;
  /** Steps taken so far. */
  taken(): readonly TakenStep[];
}

/** `write` takes whole lines. `colour`: `NO_COLOR` was not asked for. */
export function tellProgress(
  style: ProgressStyle,
  colour: boolean,
  write: (line: string) => void = (line) => void process.stderr.write(`${line}\n`),
): Progress {
  const steps: TakenStep[] = [];
  let spinner: Ora | undefined;
  let current = '';
  return {
    step: async (title, take, told) => {
      const startMs = performance.now();
      // The terminal keeps its signals: Ctrl-C must reach the demo as it is.
      current = title;
      if (style === 'spinner')
        spinner = ora({ text: title, discardStdin: false, color: colour ? 'cyan' : false }).start();
      try {
        const result = await take();
        const seconds = (performance.now() - startMs) / 1_000;
        steps.push({ title, seconds });
        const line = `${title} (${seconds.toFixed(1)} s): ${told(result)}`;
        if (style === 'lines') write(line);
        spinner?.succeed(line);
        return result;
      } catch (thrown) {
        spinner?.fail(title);
        if (style === 'lines') write(`${title}: failed`);
        throw thrown;
      } finally {
        spinner = undefined;
      }
    },
    seen: (text) => {
      if (spinner !== undefined) spinner.text = `${current} … ${text}`;
    },
    taken: () => [...steps],
  };
}
