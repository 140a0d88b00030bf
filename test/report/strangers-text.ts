import type { PullRequestOutcome } from '../../src/release/outcome.ts';

/** Keys whose texts come from strangers, or quote them, somewhere in an outcome. */
const keys = new Set([
  'title',
  'baseRef',
  'author',
  'lastPusher',
  'contributors',
  'changedFiles',
  'newerBaseFiles',
  'files',
  'by',
  'because',
  'stoppedBecause',
  'problem',
  'definitionProblems',
  'missingReason',
  'pointers',
  'pointer',
  'deltaClass',
  'request',
  'control',
  'candidate',
  'twin',
  'controlArn',
  'arn',
  'now',
  'was',
  'from',
  'to',
  'release',
  'path',
  'url',
  'expected',
  'found',
  'remedy',
  'contentHash',
  'evidenceUrl',
  'key',
  'experiment',
  'repository',
  'headRef',
  'ignore',
  'unordered',
  'headers',
]);

/** The outcome with every text of strangers replaced, wherever one stands; its shape stays. */
export function strangersText(
  outcome: PullRequestOutcome,
  replace: (text: string) => string,
): PullRequestOutcome {
  const walk = <T>(value: T, isTheirs: boolean): T => {
    if (typeof value === 'string') {
      return (isTheirs ? replace(value) : value) as T;
    }
    if (Array.isArray(value)) {
      return value.map((item) => walk(item, isTheirs)) as T;
    }
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
      return value;
    }
    const entries = Object.entries(value).map(([key, item]) =>
      // A route begins with a method; the definition's schema says so.
      key === 'route' && typeof item === 'string'
        ? ([key, `GET /${replace(item)}`] as const)
        : ([key, walk(item, keys.has(key))] as const),
    );
    return Object.fromEntries(entries) as T;
  };
  return walk(outcome, false);
}

/** What strangers may write to be taken for something else than text. */
export const bait = [
  '<script>alert(1)</script>',
  '</title></style></code><img src=x onerror=alert(1)>',
  '" onload="alert(1)',
  "' style='x",
  '<!--',
  '![](https://evil.test/x.png) `|` @everyone #123\n',
  ']]>',
  '&lt;b&gt;&amp;',
  '\u202Eright to left',
  '\uD800\u0000',
  'x'.repeat(3_000),
];
