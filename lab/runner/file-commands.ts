/**
 * Reads what a step wrote into `GITHUB_OUTPUT` or `GITHUB_ENV`: `name=value` lines, and for several lines
 * `name<<MARK`, the lines, `MARK`.
 * @throws Error on a line that is neither, or a mark that never comes.
 */
export function parseFileCommands(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const block = /^([^=]+?)<<(.+)$/.exec(line);
    if (block !== null) {
      const end = lines.indexOf(block[2] ?? '', index + 1);
      if (end < 0) throw new Error(`no line ${block[2]} ends the value of ${block[1]}`);
      found[block[1] ?? ''] = lines.slice(index + 1, end).join('\n');
      index = end;
      continue;
    }
    const equals = line.indexOf('=');
    if (equals < 1) throw new Error(`expected name=value, found ${JSON.stringify(line)}`);
    found[line.slice(0, equals)] = line.slice(equals + 1);
  }
  return found;
}
