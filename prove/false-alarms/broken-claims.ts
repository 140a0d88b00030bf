import type { Claims } from '../soaks/soak.ts';
import type { Share, StreamResult } from './stream-result.ts';

/**
 * Claims that the soaks refute, in words. A claim is refuted where the whole interval lies beyond it: with the true
 * rate exactly at the limit every second simulation would lie beyond it by chance. Where nothing at all is allowed, or
 * everything is demanded, a single soak refutes it.
 */
export function brokenClaims(claims: Claims, result: StreamResult): readonly string[] {
  return [
    ...most('fail', claims.mostFails, result.fails),
    ...most('pass', claims.mostPasses, result.passes),
    ...least('fail', claims.leastFails, result.fails),
    ...least('pass', claims.leastPasses, result.passes),
    ...least('are invalid', claims.leastInvalid, result.everInvalid),
  ];
}

function most(what: string, limit: number | undefined, share: Share): readonly string[] {
  return limit === undefined || share.low <= limit ? [] : [`${counted(share)} ${what}, ${limit} at most`];
}

function least(what: string, limit: number | undefined, share: Share): readonly string[] {
  return limit === undefined || share.high >= limit ? [] : [`${counted(share)} ${what}, ${limit} at least`];
}

function counted({ count, of }: Share): string {
  return `${count} of ${of}`;
}
