import { createHash } from 'node:crypto';
import { canonicalSha256 } from '../../scientist-runtime/contract/evidence-key.ts';
import type { ManifestFunction } from '../../scientist-runtime/contract/manifest.ts';
import type { MaskedSettings } from './facts.ts';
import type { Code, FunctionSettings, FunctionSpec, LiveFunction, OwnRole } from './function-spec.ts';

/** Lambda's own limit on function names. */
const maxNameLength = 64;

/**
 * Lays the literal values of the package over the control's live settings. What the package leaves out, or
 * could only say with an intrinsic function, stays as production has it.
 */
export function plannedSettings(control: LiveFunction, entry: ManifestFunction): FunctionSettings {
  const { settings } = control;
  return {
    handler: entry.handler ?? settings.handler,
    runtime: entry.runtime ?? settings.runtime,
    memoryMb: entry.memoryMb ?? settings.memoryMb,
    timeoutSeconds: entry.timeoutSeconds ?? settings.timeoutSeconds,
    environment: { ...settings.environment, ...entry.environment },
    layers: entry.layers ?? settings.layers,
    architecture: entry.architecture ?? settings.architecture,
  };
}

/**
 * Name of a function of ours: `<control>-scientist-pr7`, `…-twin` or, once it serves, `<control>--r7`.
 * A name past Lambda's 64 characters keeps its end and is cut in the middle with a hash of the whole.
 */
export function ownFunctionName(control: string, pullRequest: number, role: OwnRole): string {
  const suffix = {
    candidate: `-scientist-pr${pullRequest}`,
    twin: `-scientist-pr${pullRequest}-twin`,
    dressed: `--r${pullRequest}`,
  }[role];
  const name = `${control}${suffix}`;
  if (name.length <= maxNameLength) {
    return name;
  }
  const hash = createHash('sha256').update(control, 'utf8').digest('hex').slice(0, 8);
  return `${control.slice(0, maxNameLength - suffix.length - hash.length - 1)}-${hash}${suffix}`;
}

/** What our functions are marked with. Tags serve clean-up only; nothing is decided on them. */
export interface OwnTags {
  readonly repository: string;
  readonly pullRequest: number;
  readonly functionKey: string;
}

/** What a function of ours is made of. */
export interface OwnFunction {
  readonly settings: FunctionSettings;
  /** The same settings with masked environment values: the fingerprint is published. */
  readonly masked: MaskedSettings;
  readonly code: Code;
  readonly roleArn: string;
  readonly reservedConcurrency: number | null;
  /** Name of the function that production had before any release of ours. */
  readonly baseName: string;
  readonly tags: OwnTags;
}

/**
 * Specification of a function of ours. Twin and candidate come with the shadow role and a small concurrency,
 * the dressed one with the production function's own.
 */
export function ownFunctionSpec(role: OwnRole, own: OwnFunction): FunctionSpec {
  const { settings, masked, code, roleArn, reservedConcurrency, baseName, tags } = own;
  return {
    name: ownFunctionName(baseName, tags.pullRequest, role),
    role,
    settings,
    roleArn,
    reservedConcurrency,
    code,
    fingerprint: specFingerprint(code.contentHash, masked, roleArn),
    tags: {
      'serverless-scientist:role': role,
      'serverless-scientist:repository': tags.repository,
      'serverless-scientist:pull-request': String(tags.pullRequest),
      'serverless-scientist:function': tags.functionKey,
    },
  };
}

/** Digest by which a deployed version is recognised: 40 hex digits. */
export function specFingerprint(contentHash: string, masked: MaskedSettings, roleArn: string): string {
  return canonicalSha256({ content: contentHash, settings: masked, role: roleArn }).slice(0, 40);
}

/** Digest of a live function's code and settings; moves exactly when somebody deploys or reconfigures it. */
export function liveFingerprint(live: LiveFunction, masked: MaskedSettings): string {
  return canonicalSha256({
    arn: live.arn,
    code: live.codeSha256,
    settings: masked,
    role: live.roleArn,
  }).slice(0, 40);
}
