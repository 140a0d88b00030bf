/** An open pull request and its head. */
export interface OpenHead {
  readonly number: number;
  readonly headSha: string;
}

/**
 * Pull requests in the order given, each together with the open ones that have the same head, asked for or not: what
 * GitHub shows of a check belongs to the commit, and so to all of them.
 */
export function byHead(
  numbers: readonly number[],
  open: readonly OpenHead[],
): readonly (readonly number[])[] {
  const taken = new Set<number>();
  return numbers.flatMap((number) => {
    if (taken.has(number)) {
      return [];
    }
    const head = open.find((one) => one.number === number)?.headSha;
    const others = open.filter((one) => one.headSha === head).map((one) => one.number);
    const together = [...new Set([number, ...others])];
    for (const one of together) {
      taken.add(one);
    }
    return [together];
  });
}
