import * as z from 'zod';
import { parseAnswer } from './outside-data.ts';

/** The workflow file that packages a head. */
export const packageWorkflow = 'scientist-package.yml';
/** The artifact that the workflow leaves; both names stand in the template. */
export const packageArtifact = 'scientist-package';

const runsSchema = z.array(
  z.object({
    id: z.int(),
    path: z.string(),
    event: z.string(),
    head_sha: z.string(),
    status: z.string().nullable(),
    conclusion: z.string().nullable(),
    html_url: z.string(),
    head_branch: z.string().nullable(),
    created_at: z.iso.datetime(),
    repository: z.object({ full_name: z.string() }),
    head_repository: z.object({ full_name: z.string() }).nullish(),
  }),
);

const artifactsSchema = z.array(
  z.object({ id: z.int(), name: z.string(), expired: z.boolean(), size_in_bytes: z.int().min(0) }),
);

const artifactSchema = z.object({
  expired: z.boolean(),
  size_in_bytes: z.int().min(0),
  digest: z.string().nullish(),
});

/** Which run is the head's own. */
export interface PackageRunQuery {
  readonly repository: string;
  readonly headSha: string;
  /** `owner/name` that the head lives in: another one's run of the same commit is not this pull request's. */
  readonly headRepository: string;
  /** Branch of the head: another one's pull requests may have had another base. */
  readonly headRef: string;
}

/** What is read of a workflow run. */
export interface RunShape {
  readonly id: number;
  readonly url: string;
  /** Null while it is not completed. */
  readonly conclusion: string | null;
  /** When its first attempt began, epoch milliseconds. */
  readonly createdAtMs: number;
}

/**
 * The newest run of the package workflow for a head, or null. What a run claims is compared with what is
 * asked for, even where the request filters by it: a run of another workflow, event, commit, branch or repository
 * hands over somebody else's artifact.
 */
export function packageRunFrom(answer: unknown, query: PackageRunQuery): RunShape | null {
  const [newest] = parseAnswer('a list of workflow runs', runsSchema, answer)
    .filter(
      (run) =>
        run.path.split('@', 1)[0] === `.github/workflows/${packageWorkflow}` &&
        run.event === 'pull_request' &&
        run.head_sha === query.headSha &&
        run.head_branch === query.headRef &&
        isSameRepository(run.repository.full_name, query.repository) &&
        isSameRepository(run.head_repository?.full_name, query.headRepository),
    )
    .toSorted((one, other) => other.id - one.id);
  if (newest === undefined) {
    return null;
  }
  const { id, html_url: url, status, conclusion, created_at } = newest;
  return {
    id,
    url,
    conclusion: status === 'completed' ? (conclusion ?? 'unknown') : null,
    createdAtMs: Date.parse(created_at),
  };
}

/** Id of the newest package artifact of a run that has not expired, or null. */
export function packageArtifactFrom(answer: unknown): number | null {
  const ids = parseAnswer('a list of artifacts', artifactsSchema, answer)
    .filter(({ name, expired }) => name === packageArtifact && !expired)
    .map(({ id }) => id);
  return ids.length === 0 ? null : Math.max(...ids);
}

/** What is read of an artifact before it is downloaded. */
export interface ArtifactShape {
  readonly expired: boolean;
  readonly sizeBytes: number;
  /** sha256 (hex) of the zip; null where GitHub recorded none. */
  readonly sha256: string | null;
}

/** Parses GitHub's answer for one artifact. Throws `InvalidInput`. */
export function artifactFrom(answer: unknown): ArtifactShape {
  const { expired, size_in_bytes: sizeBytes, digest } = parseAnswer('an artifact', artifactSchema, answer);
  return { expired, sizeBytes, sha256: /^sha256:([0-9a-f]{64})$/.exec(digest ?? '')?.[1] ?? null };
}

/** GitHub's names are compared without case, as GitHub does. */
function isSameRepository(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}
