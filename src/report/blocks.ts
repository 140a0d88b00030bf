/** A part of a comment that is there as a whole or not at all, so that no markup is ever cut in two. */
export interface Block {
  readonly text: string;
  /** What it belongs to: without its first block a section has none. */
  readonly section: number;
  /** Where not all blocks fit, those with low numbers are kept. */
  readonly rank: number;
}

/** How much fits. */
export interface Room {
  readonly bytes: number;
  /** Lines that stand open: no blank ones, none that is folded away. */
  readonly lines: number;
}

/** The blocks that fit, in the order given, and how many were left out. */
export function fitting(
  blocks: readonly Block[],
  room: Room,
): { readonly kept: readonly Block[]; readonly left: number } {
  const kept = new Set<Block>();
  const begun = new Set<number>();
  let { bytes, lines } = room;
  for (const block of blocks.toSorted((one, other) => one.rank - other.rank)) {
    const size = Buffer.byteLength(block.text, 'utf8') + 2;
    const height = openLines(block.text);
    if (size > bytes || height > lines || (block.rank > 0 && !begun.has(block.section))) {
      continue;
    }
    kept.add(block);
    begun.add(block.section);
    bytes -= size;
    lines -= height;
  }
  return { kept: blocks.filter((block) => kept.has(block)), left: blocks.length - kept.size };
}

/** Lines that a reader sees without unfolding anything; a table's ruler and empty quotes are none. */
export function openLines(text: string): number {
  const open = text.replace(innermost, '$1');
  return open === text
    ? text.split('\n').filter((line) => !/^[\s>]*$|^[|\s:-]+$|^<!--.*-->$/.test(line)).length
    : openLines(open);
}

/** A folded part that holds no other; of it the summary is seen. */
const innermost = /<details><summary>([^\n]*?)<\/summary>(?:(?!<details>)[\s\S])*?<\/details>/g;
