/** What a command found: data for machines, text for people, and whether the answer is yes. */
export interface Answer {
  readonly data: unknown;
  readonly text: string;
  /** 0 done; 1 the answer is no. Usage (2) and failures to find out (3) are errors, not answers. */
  readonly exitCode: 0 | 1;
}

/** Where a command writes. Answers go to `out`, everything else for people to `err`. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
}

/** Prints an answer: its data in one line under `--json`, else its text. */
export function printAnswer(answer: Answer, json: boolean, terminal: Terminal): void {
  terminal.out(json ? `${JSON.stringify(answer.data)}\n` : `${answer.text}\n`);
}
