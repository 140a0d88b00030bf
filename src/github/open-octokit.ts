import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';

/** How a client is opened. */
export interface OctokitOptions {
  readonly token: string;
  /** `GITHUB_API_URL`: https://api.github.com, or `https://host/api/v3` of an own server. */
  readonly apiUrl: string;
  /**
   * `steady` keeps a second between writes, as GitHub asks, and retries faults; `none` is for tests that
   * speak to a server of their own.
   */
  readonly pace: 'steady' | 'none';
}

const requestTimeoutMs = 30_000;

/** A run waits this long for a rate limit at most; the next scheduled run comes sooner than a longer wait ends. */
const maxWaitSeconds = 60;

const PacedOctokit = Octokit.plugin(retry, throttling);

/** A client that retries faults, heeds rate limits, ends every request in time and writes no log of its own. */
export function openOctokit({ token, apiUrl, pace }: OctokitOptions): Octokit {
  const onLimit = (retryAfterSeconds: number, _options: object, _octokit: object, retryCount: number) =>
    retryCount < 1 && retryAfterSeconds <= maxWaitSeconds;
  return new PacedOctokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent: 'serverless-scientist',
    request: {
      fetch: async (url: string, init: object) => {
        const fetchOnRunner = await fetchThroughProxy();
        return fetchOnRunner(url, { ...init, signal: AbortSignal.timeout(requestTimeoutMs) });
      },
    },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
    retry: { enabled: pace === 'steady' },
    throttle: { enabled: pace === 'steady', onRateLimit: onLimit, onSecondaryRateLimit: onLimit },
  });
}

/**
 * The toolkit's fetch heeds a runner's proxy settings, which Node's own does not by itself. It is loaded when it is
 * needed, because loading it reads the event and the API's address, and fails on what the inputs would have refused
 * with a sentence.
 */
async function fetchThroughProxy(): Promise<(url: string, init: object) => Promise<unknown>> {
  const { defaults } = await import('@actions/github/lib/utils');
  return defaults.request?.fetch ?? fetch;
}

/** What matters of a request reaches the caller as its answer or its error. */
function ignore(): void {}
