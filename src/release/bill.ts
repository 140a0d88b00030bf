import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import type { FunctionSettings } from './function-spec.ts';

/** US dollars a GB·s, first tier of most regions. Source: aws.amazon.com/lambda/pricing, 2026. */
const usdPerGbSecond = { x86_64: 0.0000166667, arm64: 0.0000133334 } as const;

/** US dollars that GB·ms, weighed as `billedWeightGb` does, cost; what each request costs besides is not in it. */
export function usdOf(gbMs: number): number {
  return (gbMs / 1000) * usdPerGbSecond.x86_64;
}

/** The longest Init phase of a managed runtime, which is billed since August 2025. Source: the same page. */
const maxInitMs = 10_000;

/** Memory in GB times what its architecture costs beside x86_64: what a billed millisecond weighs. */
export function billedWeightGb({
  memoryMb,
  architecture,
}: Pick<FunctionSettings, 'memoryMb' | 'architecture'>): number {
  return (memoryMb / 1024) * (usdPerGbSecond[architecture] / usdPerGbSecond.x86_64);
}

/** What the bills of a soak are judged by; it stands still while traffic varies. */
export type Bill = ReleaseRecord['bill'];

/** The bill of a candidate with these settings, at so many requests in 30 days. */
export function billFor(
  settings: Pick<FunctionSettings, 'memoryMb' | 'architecture' | 'timeoutSeconds'>,
  requestsPerMonth: number,
): Bill {
  return {
    requestsPerMonth,
    maxRequestGbMs: billedWeightGb(settings) * (settings.timeoutSeconds * 1000 + maxInitMs),
  };
}

/**
 * GB·ms a request that may be added before a month's bill rises by `usdPerMonth`; 0 where nobody knows how many
 * requests a month has, so that a rise is then judged and not waved through.
 * Example: 1 USD a month at a million requests is 60 GB·ms, 480 billed milliseconds at 128 MB.
 */
export function moneyFloor(usdPerMonth: number, { requestsPerMonth }: Bill): number {
  return requestsPerMonth === 0 ? 0 : (usdPerMonth / usdPerGbSecond.x86_64 / requestsPerMonth) * 1000;
}

/** Whether no code could let the bill rise beyond the floor: then there is nothing to measure. */
export function isBelowFloor(usdPerMonth: number, bill: Bill): boolean {
  return bill.requestsPerMonth > 0 && bill.maxRequestGbMs <= moneyFloor(usdPerMonth, bill);
}
