/** Settings of a Lambda function that decide how its code behaves: a clone has every one of them. */
export interface FunctionSettings {
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Layer version ARNs, in order. */
  readonly layers: readonly string[];
  readonly architecture: 'x86_64' | 'arm64';
  /** Size of `/tmp`. */
  readonly ephemeralStorageMb: number;
  /** X-Ray: `Active` samples and records, `PassThrough` follows the caller. */
  readonly tracing: 'Active' | 'PassThrough';
  /** Null outside a VPC. */
  readonly vpc: VpcSettings | null;
  /** Key of the user's that encrypts environment values; null for Lambda's own. */
  readonly kmsKeyArn: string | null;
  /** Key of the user's that encrypts the zip; null for Lambda's own. */
  readonly codeKmsKeyArn: string | null;
  readonly logging: LoggingSettings;
  readonly runtimeUpdates: RuntimeUpdates;
}

/** Where a function is attached; ids in the order that Lambda gives. */
export interface VpcSettings {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly ipv6: boolean;
}

/** How a function logs. Where to is no part of it: each function of ours has a log group of its own. */
export interface LoggingSettings {
  readonly format: string;
  /** Levels exist for the format JSON only. */
  readonly applicationLevel: string | null;
  readonly systemLevel: string | null;
}

/** When Lambda replaces the version of the runtime that a function runs on. */
export interface RuntimeUpdates {
  readonly mode: 'Auto' | 'FunctionUpdate' | 'Manual';
  /** The runtime version that `Manual` pins; null in the other modes. */
  readonly pinnedArn: string | null;
}

/** What becomes of asynchronous invocations; null is Lambda's default. Nothing of ours makes any. */
export interface AsyncSettings {
  readonly deadLetterArn: string | null;
  readonly maxRetries: number | null;
  readonly maxEventAgeSeconds: number | null;
  readonly onSuccessArn: string | null;
  readonly onFailureArn: string | null;
}

/** On what terms a function runs, beside its settings: shadows on ours, the dressed function on production's. */
export interface FunctionTerms {
  readonly roleArn: string;
  /** Reserved concurrency of the function; null where none is reserved. */
  readonly reservedConcurrency: number | null;
  readonly asynchronous: AsyncSettings;
}

/** A live function as the gate sees it. Never printed: `settings.environment` holds production values. */
export interface LiveFunction extends FunctionTerms {
  /** Function name without qualifier. */
  readonly name: string;
  /** ARN as it is invoked, with qualifier where it has one. */
  readonly arn: string;
  /** Base64 sha256 of the zip, as Lambda reports it. */
  readonly codeSha256: string;
  readonly settings: FunctionSettings;
  /** Why a clone would not be the same function, a clause each ("it mounts a file system"); empty where it would. */
  readonly unclonable: readonly string[];
}

/** Code as it was packaged or downloaded: the zip's bytes and the content hash computed from its entries. */
export interface Code {
  readonly zip: Uint8Array;
  /** sha256 (hex) over the regular files, see docs/evidence.md. */
  readonly contentHash: string;
}

/** What a function of ours is for; also the value of its tag `serverless-scientist:role`. */
export type OwnRole = 'candidate' | 'twin' | 'dressed';

/** A function to be deployed: code, settings and terms under a name of ours. */
export interface FunctionSpec extends FunctionTerms {
  readonly name: string;
  readonly role: OwnRole;
  readonly settings: FunctionSettings;
  readonly code: Code;
  /** Digest of content, settings and terms; a version that carries it is this very spec. */
  readonly fingerprint: string;
  readonly tags: Readonly<Record<string, string>>;
}
