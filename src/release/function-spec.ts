/** Settings of a Lambda function that a release may change, read from the live one or laid over it. */
export interface FunctionSettings {
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Layer version ARNs, in order. */
  readonly layers: readonly string[];
  readonly architecture: 'x86_64' | 'arm64';
}

/** A live function as the gate sees it. Never printed: `settings.environment` holds production values. */
export interface LiveFunction {
  /** Function name without qualifier. */
  readonly name: string;
  /** ARN as it is invoked, with qualifier where it has one. */
  readonly arn: string;
  readonly roleArn: string;
  /** Base64 sha256 of the zip, as Lambda reports it. */
  readonly codeSha256: string;
  readonly settings: FunctionSettings;
  /** Reserved concurrency of the function; null where none is reserved. */
  readonly reservedConcurrency: number | null;
}

/** Code as it was packaged or downloaded: the zip's bytes and the content hash computed from its entries. */
export interface Code {
  readonly zip: Uint8Array;
  /** sha256 (hex) over the regular files, see docs/evidence.md. */
  readonly contentHash: string;
}

/** What a function of ours is for; also the value of its tag `serverless-scientist:role`. */
export type OwnRole = 'candidate' | 'twin' | 'dressed';

/** A function to be deployed: code and settings under a name of ours. */
export interface FunctionSpec {
  readonly name: string;
  readonly role: OwnRole;
  readonly settings: FunctionSettings;
  readonly roleArn: string;
  readonly reservedConcurrency: number | null;
  readonly code: Code;
  /** Digest of content and settings; a version that carries it is this very spec. */
  readonly fingerprint: string;
  readonly tags: Readonly<Record<string, string>>;
}
