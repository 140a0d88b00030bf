/**
 * A text for a job's log in which no runner finds a command: those are lines that begin with `::`, and `##[` anywhere.
 * What is printed may hold words of strangers. Source: actions/runner, ActionCommand.TryParseV2 and TryParse.
 */
export function logLine(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '# #[');
}
