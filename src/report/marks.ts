import { codeSpan, oneLine, plain } from './escape-markdown.ts';

/** How a sentence is set: the same words stand in a comment (Markdown) and in a check's title (plain text). */
export interface Marks {
  /** A name, a path, a command. */
  code(text: string, maxLength?: number): string;
  /** A sentence of somebody else's. */
  words(text: string, maxLength?: number): string;
  /** A login, without notifying its owner. */
  login(login: string): string;
}

/** GitHub's Markdown; strangers' text is never markup. */
export const markdown: Marks = {
  code: codeSpan,
  words: plain,
  login: (login) => codeSpan(`@${login}`, 45),
};

/** Text that nobody parses. */
export const plainText: Marks = {
  code: (text, maxLength = 120) => oneLine(text, maxLength),
  words: (text, maxLength = 400) => oneLine(text, maxLength),
  login: (login) => oneLine(`@${login}`, 45),
};
