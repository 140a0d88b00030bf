import { createHmac } from 'node:crypto';
import type { ComparisonRow } from '../../scientist-runtime/contract/comparison.ts';
import { compileEffective } from '../../scientist-runtime/contract/compile-effective.ts';
import type { Effective } from '../../scientist-runtime/contract/effective.ts';
import type { JournalEntry } from '../../scientist-runtime/contract/journal.ts';
import { changeReleases } from '../../scientist-runtime/contract/release-changes.ts';
import { type Attachment, emptyReleases, type Releases } from '../../scientist-runtime/contract/releases.ts';
import type { DefinitionSnapshot, GitHubPort, PackageRun, Ports } from '../../src/gate/ports.ts';
import { packageFromRuns } from '../../src/gate/read-package.ts';
import type { SeenDifference } from '../../src/release/facts.ts';
import type { Code, FunctionSettings, FunctionTerms, LiveFunction } from '../../src/release/function-spec.ts';
import type { CommandComment, PullRequestFacts, Review } from '../../src/release/pull-request-facts.ts';
import type { TrafficHour } from '../../src/release/traffic.ts';
import type { CheckReport } from '../../src/report/check.ts';
import { madeLiveFunction, madeSettings } from '../release/made-function.ts';

const region = 'eu-west-1';
const accountId = '111122223333';
export const headSha = 'a'.repeat(40);
export const controlArn = `arn:aws:lambda:${region}:${accountId}:function:acme-functions-round`;
export const frontArn = `arn:aws:lambda:${region}:${accountId}:function:serverless-scientist-front`;

export const experimentsText = `experiments:
  rounding-float:
    comparators:
      - body:
      - statuscode:
    path: round
    control:
      name: Round
      arn: arn:aws:lambda:{AWSREGION}:{AWSACCOUNT_ID}:function:acme-functions-round
    api: {id: abc123, route: "GET /round"}
`;

interface StoredVersion {
  readonly live: LiveFunction;
  readonly code: Code;
  readonly fingerprint: string;
}

/** A code of which only the content hash matters here. */
export function codeNamed(contentHash: string): Code {
  return { zip: new TextEncoder().encode(contentHash), contentHash };
}

/**
 * Everything outside the gate, in memory: what a run reads and what it leaves behind. Its ports keep the
 * promises of the real ones (idempotent, conditional), so that a run may be killed at any call and run again.
 */
export class World {
  nowMs = Date.UTC(2026, 10, 24, 12);
  /** A quiet function: 20 requests in each hour of the last week, so few that no bill can rise by a dollar. */
  requestsPerHour = 20;
  pullRequest: PullRequestFacts = {
    number: 7,
    title: 'Round in Python',
    state: 'open',
    headSha,
    baseRef: 'main',
    baseSha: 'b'.repeat(40),
    headRef: 'python',
    headRepository: 'acme/functions',
    fromFork: false,
    author: 'ana',
    commitCount: 1,
    lastPusher: 'ana',
    contributors: [],
    leastPermission: null,
    changedFiles: ['round/handler.py'],
    unread: [],
  };
  repositoryPrivate = true;
  packageRun: PackageRun = { state: 'finished', url: 'https://github.test/runs/1', artifactId: 1 };
  artifact: Uint8Array = new Uint8Array();
  newerBaseFiles: string[] | null = [];
  /** Names of functions that fail on whatever they are invoked with. */
  failing = new Set<string>();
  /** As the real port does: a route that somebody else has pointed elsewhere is left there. */
  detachRefusesOthers = false;
  reviews: Review[] = [];
  commands: CommandComment[] = [];
  comments = new Map<number, string>();
  checks = new Map<string, CheckReport>();
  releases: Releases = emptyReleases;
  effective: Effective | null = null;
  experimentsText = experimentsText;
  journal: JournalEntry[] = [];
  functions = new Map<string, StoredVersion[]>();
  concurrency = new Map<string, number | null>();
  route = 'integrations/former';
  allowed = new Set<string>();
  rows = new Map<string, ComparisonRow[]>();
  differences: SeenDifference[] = [];
  stored = new Map<string, string>();
  said: string[] = [];

  constructor() {
    this.putFunction('acme-functions-round', codeNamed('control'), madeSettings(), 'control');
  }

  putFunction(
    name: string,
    code: Code,
    own: FunctionSettings,
    fingerprint: string,
    terms: FunctionTerms = madeLiveFunction(),
  ): string {
    const versions = this.functions.get(name) ?? [];
    const arn = `arn:aws:lambda:${region}:${accountId}:function:${name}`;
    const version = `${arn}:${versions.length + 1}`;
    const live = madeLiveFunction({
      name,
      arn: name === 'acme-functions-round' ? arn : version,
      roleArn: terms.roleArn,
      codeSha256: code.contentHash,
      settings: own,
      reservedConcurrency: terms.reservedConcurrency,
      asynchronous: terms.asynchronous,
    });
    this.functions.set(name, [...versions, { live, code, fingerprint }]);
    return version;
  }

  /** ARN that answers clients now: through front what the definition says, else the control itself. */
  serving(): string {
    if (this.route === `function ${frontArn}`) {
      return this.snapshot().effective.experiments['rounding-float']?.control ?? '';
    }
    return this.route === 'integrations/former' ? controlArn : this.route.replace('function ', '');
  }

  snapshot(): DefinitionSnapshot {
    const { effective, problems } = compileEffective({
      experimentsText: this.experimentsText,
      experimentsEtag: 'e',
      releases: this.releases,
      releasesEtag: 'r',
      previous: this.effective,
      region,
      accountId,
      nowMs: this.nowMs,
    });
    this.effective = effective;
    return {
      releases: this.releases,
      effective,
      problems: problems.map(({ line, column, message }) => `experiments.yml:${line}:${column}: ${message}`),
    };
  }

  #find(nameOrArn: string): StoredVersion | undefined {
    const [name = nameOrArn, version] = (/:function:(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn).split(':');
    const versions = this.functions.get(name);
    return version === undefined ? versions?.at(-1) : versions?.[Number(version) - 1];
  }

  #github(): GitHubPort {
    return {
      repository: { fullName: 'acme/functions', private: this.repositoryPrivate, defaultBranch: 'main' },
      listOpenPullRequests: async () => (this.pullRequest.state === 'open' ? [this.pullRequest] : []),
      readPullRequest: async () => this.pullRequest,
      readAuthorship: async () => {
        const { lastPusher, contributors, leastPermission } = this.pullRequest;
        return { lastPusher, contributors, leastPermission, unread: [] };
      },
      listNewerBaseFiles: async () => this.newerBaseFiles,
      readFile: async () => null,
      findPackageRun: async () => this.packageRun,
      downloadArtifact: async () => this.artifact,
      listReviews: async () => this.reviews,
      listCommands: async () => this.commands,
      permissionOf: async () => 'write',
      upsertComment: async (number, body) => {
        this.comments.set(number, body);
        return `https://github.test/pull/${number}#comment`;
      },
      publishCheck: async (check) => {
        this.checks.set(check.headSha, check);
      },
    };
  }

  ports(): Ports {
    const github = this.#github();
    return {
      github,
      package: packageFromRuns(github),
      functions: {
        read: async (nameOrArn) => this.#find(nameOrArn)?.live ?? null,
        readCode: async (arn) => {
          const found = this.#find(arn);
          if (found === undefined) {
            throw new Error(`no function ${arn}`);
          }
          return found.code;
        },
        findVersion: async (name, fingerprint) => {
          const found = this.functions.get(name)?.find((version) => version.fingerprint === fingerprint);
          return found === undefined ? null : { arn: found.live.arn };
        },
        deploy: async (spec) => {
          const found = this.functions
            .get(spec.name)
            ?.find((version) => version.fingerprint === spec.fingerprint);
          return {
            arn:
              found?.live.arn ??
              this.putFunction(spec.name, spec.code, spec.settings, spec.fingerprint, spec),
          };
        },
        allowApi: async (functionArn) => {
          this.allowed.add(functionArn);
        },
        invoke: async (arn) => ({
          failed: this.failing.has(this.#find(arn)?.live.name ?? ''),
          payload: '{}',
        }),
        remove: async (name) => {
          this.functions.delete(name);
        },
      },
      definition: {
        read: async () => this.snapshot(),
        change: async (changes) => {
          this.releases = changes.reduce(changeReleases, this.releases);
          return this.snapshot();
        },
        hmacOf: async (value) => createHmac('sha256', 'stack key').update(value).digest('hex'),
      },
      route: {
        read: async () => ({
          kind: 'http',
          target: this.route,
          functionArn: this.route.startsWith('function ') ? this.route.slice('function '.length) : controlArn,
        }),
        findAttachment: async (api) =>
          this.route === 'integrations/former'
            ? null
            : {
                apiId: api.id,
                route: api.route,
                kind: 'http',
                formerTarget: 'integrations/former',
                pointsAt: this.route.replace('function ', ''),
                atMs: 0,
              },
        attach: async (api, functionArn, nowMs): Promise<Attachment> => {
          if (!this.allowed.has(functionArn)) {
            throw new Error('a client would have met a route that may not call');
          }
          this.route = `function ${functionArn}`;
          return {
            apiId: api.id,
            route: api.route,
            kind: 'http',
            formerTarget: 'integrations/former',
            pointsAt: functionArn,
            atMs: nowMs,
          };
        },
        detach: async (attachment, functionArn) => {
          if (this.detachRefusesOthers && this.route !== `function ${attachment.pointsAt}`) {
            return;
          }
          this.route = functionArn === null ? attachment.formerTarget : `function ${functionArn}`;
        },
      },
      evidence: {
        readRows: async (evidenceKey, candidateId) => this.rows.get(`${evidenceKey}#${candidateId}`) ?? [],
        readDifferences: async () => this.differences,
        store: async (evidenceKey, name, _contentType, body) => {
          this.stored.set(`${evidenceKey}/${name}`, body);
          return `s3://bucket/evidence/${evidenceKey}/${name}`;
        },
      },
      journal: {
        list: async () => this.journal,
        append: async (_partition, entry) => {
          if (this.journal.some(({ id }) => id === entry.id)) {
            return false;
          }
          this.journal = [...this.journal, entry];
          return true;
        },
      },
      traffic: {
        readPerSecond: async () => 15,
        readWeek: async () => steadyWeek(this.requestsPerHour, this.nowMs),
      },
      runtime: {
        frontArn,
        shadowRoleArn: `arn:aws:iam::${accountId}:role/shadow`,
        evidenceUrl: 's3://bucket/evidence/',
      },
      nowMs: () => this.nowMs,
      say: (line) => {
        this.said.push(line);
      },
    };
  }
}

/** Settings of the world's control. */
export function settingsOf(world: World): FunctionSettings {
  const [control] = world.functions.get('acme-functions-round') ?? [];
  if (control === undefined) {
    throw new Error('the world has no control');
  }
  return control.live.settings;
}

/** The same traffic in each hour of the week before a time. */
function steadyWeek(perHour: number, nowMs: number): readonly TrafficHour[] {
  const hourMs = 3_600_000;
  const endMs = Math.floor(nowMs / hourMs) * hourMs;
  return Array.from({ length: 168 }, (_, hour) => ({
    atMs: endMs - (168 - hour) * hourMs,
    invocations: perHour,
  }));
}
