import { readFile } from 'node:fs/promises';
import type { FileChanges } from '../../lab/story/change-branch.ts';

const handler = new URL('../../examples/round/round/handler.mjs', import.meta.url);
const handlerPath = 'round/handler.mjs';
const rounding = 'return answer(200, { number, rounded: Math.round(number) });';

/** The handler with other words in place of the line that rounds. */
async function handlerWith(replacement: string): Promise<FileChanges> {
  const text = await readFile(handler, 'utf8');
  if (!text.includes(rounding)) throw new Error(`${handlerPath} does not round by "${rounding}"`);
  return { [handlerPath]: text.replace(rounding, replacement) };
}

/** Fails in the body, with status 200, for one in fifty quarters: among the numbers of the lab's clients for 1.25. */
export const faultyForOneInFifty = (): Promise<FileChanges> =>
  handlerWith(`if ((number * 4) % 50 === 5) return answer(200, { error: 'no such luck' });\n  ${rounding}`);

/** Does the same in other words. */
export const refactored = (): Promise<FileChanges> =>
  handlerWith(`const below = Math.floor(number);
  const isUp = number - below >= 0.5;
  return answer(200, { number, rounded: isUp ? below + 1 : below });`);

/** Changes nothing that is deployed. */
export const documentation: FileChanges = { 'README.md': '# Functions of Acme\n\n`round` rounds.\n' };

/**
 * A pull request whose own package workflow leaves what it likes: that workflow is read from the head, so this is what
 * anybody can do. Shell words in single quotes must not be in the texts.
 */
export async function packagedByHand(files: Readonly<Record<string, string>>): Promise<FileChanges> {
  const writes = Object.entries(files).map(([name, text]) => `printf '%s' '${text}' > .scientist/${name}`);
  const workflow = `name: scientist-package
on:
  pull_request:
    types: [opened, synchronize, reopened]
permissions: {}
jobs:
  package:
    runs-on: ubuntu-latest
    permissions: {}
    steps:
      - run: |
          mkdir .scientist
${writes.map((write) => `          ${write}\n`).join('')}
      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0
        with:
          name: scientist-package
          path: .scientist/
          include-hidden-files: true
`;
  return { ...(await refactored()), '.github/workflows/scientist-package.yml': workflow };
}
