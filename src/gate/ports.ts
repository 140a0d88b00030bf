import type { Effective } from '../../scientist-runtime/contract/effective.ts';
import type { JournalEntry } from '../../scientist-runtime/contract/journal.ts';
import type { ManifestFunction } from '../../scientist-runtime/contract/manifest.ts';
import type { ReleasesChange } from '../../scientist-runtime/contract/release-changes.ts';
import type { Attachment, Releases } from '../../scientist-runtime/contract/releases.ts';
import type { DeployedVersion, PackageFacts, SeenDifference, SeenRow } from '../release/facts.ts';
import type { Code, FunctionSpec, LiveFunction } from '../release/function-spec.ts';
import type { Permission } from '../release/permission.ts';
import type {
  Authorship,
  CommandComment,
  PullRequestFacts,
  PullRequestView,
  Review,
} from '../release/pull-request-facts.ts';
import type { TrafficHour } from '../release/traffic.ts';
import type { CheckReport } from '../report/check.ts';

/** A package run of a pull request's head, checked to be this repository's own run of the package workflow. */
export type PackageRun =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly url: string }
  | { readonly state: 'failed'; readonly url: string; readonly conclusion: string }
  /** Another base branch's workflow may have made it; `problem` is one sentence for people, without its stop. */
  | { readonly state: 'unusable'; readonly url: string; readonly problem: string }
  | { readonly state: 'finished'; readonly url: string; readonly artifactId: number };

/** The head's package as it was fetched: parsed, or why there is none. */
export type ReadPackage =
  | Extract<PackageFacts, { readonly state: 'none' | 'running' | 'failed' | 'unusable' }>
  | {
      readonly state: 'read';
      readonly url: string;
      readonly functions: ReadonlyMap<string, { readonly entry: ManifestFunction; readonly code: Code }>;
    };

/** Where the head's package comes from: its package run, or a local folder. */
export interface PackagePort {
  /** What it holds of these functions of the configuration. */
  read(pullRequest: PullRequestFacts, knownFunctions: ReadonlySet<string>): Promise<ReadPackage>;
}

/** Everything the gate asks of GitHub. */
export interface GitHubPort {
  readonly repository: {
    readonly fullName: string;
    readonly private: boolean;
    readonly defaultBranch: string;
  };
  /** The open pull requests with their heads, oldest first. */
  listOpenPullRequests(): Promise<readonly { readonly number: number; readonly headSha: string }[]>;
  readPullRequest(number: number): Promise<PullRequestView>;
  /** Whose work it is: asked only where something hangs on it, since it costs up to four requests. */
  readAuthorship(pullRequest: PullRequestView): Promise<Authorship>;
  /**
   * Files that changed on the base branch since the head's branch left it, or null where they are too many for
   * GitHub to list.
   */
  listNewerBaseFiles(headSha: string, baseRef: string): Promise<readonly string[] | null>;
  /** Text of a file at a ref, or null where there is none. */
  readFile(path: string, ref: string): Promise<string | null>;
  findPackageRun(pullRequest: PullRequestView): Promise<PackageRun>;
  /** The artifact's zip. Throws `InvalidInput` where it is larger than the limit. */
  downloadArtifact(artifactId: number): Promise<Uint8Array>;
  listReviews(number: number): Promise<readonly Review[]>;
  /** Comments that start with `/scientist`, by people with write access, never edited; oldest first. */
  listCommands(number: number): Promise<readonly CommandComment[]>;
  permissionOf(login: string): Promise<Permission>;
  /** Creates, edits or leaves the one comment of this pull request; returns its URL. */
  upsertComment(number: number, body: string): Promise<string>;
  /** Creates, updates or leaves the check `scientist` of a commit. */
  publishCheck(check: CheckReport): Promise<void>;
}

/** Lambda functions: those of production are only read, ours are deployed and removed. */
export interface FunctionsPort {
  /** Null where there is no such function. Accepts a name or an ARN, qualified or not. */
  read(nameOrArn: string): Promise<LiveFunction | null>;
  /** Downloads a function's code and hashes its content. */
  readCode(arn: string): Promise<Code>;
  /** A version of ours whose description carries this fingerprint, or null. */
  findVersion(name: string, fingerprint: string): Promise<DeployedVersion | null>;
  /** Creates or updates the function and publishes a version; waits until it answers. Idempotent by fingerprint. */
  deploy(spec: FunctionSpec): Promise<DeployedVersion>;
  /** Allows an API's route to invoke a function version. Idempotent. */
  allowApi(functionArn: string, apiId: string, route: string): Promise<void>;
  /** One invocation; the answer's payload text, or how it failed. */
  invoke(arn: string, event: unknown): Promise<{ readonly failed: boolean; readonly payload: string }>;
  /** Deletes a function of ours (it carries our tags); nothing where there is none. */
  remove(name: string): Promise<void>;
}

/** Both documents as they stood at one reading. */
export interface DefinitionSnapshot {
  readonly releases: Releases;
  readonly effective: Effective;
  /** `experiments.yml:line:column: message`, empty where it is valid. */
  readonly problems: readonly string[];
}

/** `releases.json` and what is compiled from it. */
export interface DefinitionPort {
  read(): Promise<DefinitionSnapshot>;
  /** Applies changes under If-Match, recompiles `effective.json`, returns what then stands. */
  change(changes: readonly ReleasesChange[]): Promise<DefinitionSnapshot>;
  /** HMAC-SHA256 (hex) of an environment value under the stack's own key. */
  hmacOf(value: string): Promise<string>;
}

/** The user's own API. */
export interface RoutePort {
  /** Where the route points now; throws `NotFound` where API or route does not exist. */
  read(api: { readonly id: string; readonly route: string }): Promise<RouteTarget>;
  /** What the API itself says of a route that was attached, without any file of ours; null where it says nothing. */
  findAttachment(api: { readonly id: string; readonly route: string }): Promise<Attachment | null>;
  /**
   * Points the route at a function, which is front's. The way back is in the returned attachment and at the API
   * itself: in the integration's description (HTTP) or in the API's tags (REST).
   */
  attach(
    api: { readonly id: string; readonly route: string },
    functionArn: string,
    nowMs: number,
  ): Promise<Attachment>;
  /**
   * Points the route back at what it had, or at `functionArn` where a promoted function serves now. A route that
   * somebody else has moved since is left there; handing it over then throws `Conflict`.
   */
  detach(attachment: Attachment, functionArn: string | null): Promise<void>;
}

/** Where a route of the user's API points. */
export interface RouteTarget {
  readonly kind: 'http' | 'rest';
  /** `integrations/<id>` or the integration's URI. */
  readonly target: string;
  /** ARN of the function that the integration invokes; null where it is something else. */
  readonly functionArn: string | null;
}

/** Rows, and what of them is for people. */
export interface EvidencePort {
  /** Rows of one evidence key and candidate, ordered, holes included, as the statistics read them. */
  readRows(evidenceKey: string, candidateId: string): Promise<readonly SeenRow[]>;
  /** Differences seen, with counts; samples only where `withSamples`. */
  readDifferences(
    evidenceKey: string,
    candidateId: string,
    withSamples: boolean,
  ): Promise<readonly SeenDifference[]>;
  /** Stores a bundle or page under the evidence key; returns a location a person with rights can open. */
  store(evidenceKey: string, name: string, contentType: string, body: string): Promise<string>;
}

/** The journal, which only grows. `partition` is that of `journalPartition`. */
export interface JournalPort {
  /** All entries of a function, oldest first. */
  list(partition: string): Promise<readonly JournalEntry[]>;
  /** False where an entry of this id stands already: somebody else was first. */
  append(partition: string, entry: JournalEntry): Promise<boolean>;
}

/** How busy production is: a soak's sampling follows from it. */
export interface TrafficPort {
  /** Requests a second that a function served lately, from CloudWatch's Invocations. */
  readPerSecond(functionName: string): Promise<number>;
  /** Its invocations in each hour of the last week that saw one, oldest first. */
  readWeek(functionName: string): Promise<readonly TrafficHour[]>;
}

/** Everything the gate touches. Time is one of them, so that a run can be replayed. */
export interface Ports {
  readonly github: GitHubPort;
  readonly package: PackagePort;
  readonly functions: FunctionsPort;
  readonly definition: DefinitionPort;
  readonly route: RoutePort;
  readonly evidence: EvidencePort;
  readonly journal: JournalPort;
  readonly traffic: TrafficPort;
  readonly runtime: {
    readonly frontArn: string;
    /** Where `evidence.store` puts things, `s3://<bucket>/evidence/`. */
    readonly evidenceUrl: string;
    readonly shadowRoleArn: string;
  };
  nowMs(): number;
  /** Progress for people: one line. */
  say(line: string): void;
}
