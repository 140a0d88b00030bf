/** What we leave at an API about a route of it that we have moved, so that people find the way back without us. */
export interface RouteNote {
  /** `integrations/<id>` (HTTP API), or the integration's URI (REST). */
  readonly formerTarget: string;
  readonly route: string;
  readonly sinceMs: number;
}

const pattern = /^serverless-scientist: former target (\S+) of (\S+ \S+) since (\S+)$/;

/** The note as the description of an integration or a deployment. */
export function describeNote({ formerTarget, route, sinceMs }: RouteNote): string {
  return `serverless-scientist: former target ${formerTarget} of ${route} since ${new Date(sinceMs).toISOString()}`;
}

/** Reads a description back; null for one that is not ours. */
export function parseNote(description: string | undefined): RouteNote | null {
  const [, formerTarget, route, since] = pattern.exec(description ?? '') ?? [];
  const sinceMs = Date.parse(since ?? '');
  if (formerTarget === undefined || route === undefined || Number.isNaN(sinceMs)) {
    return null;
  }
  return { formerTarget, route, sinceMs };
}
