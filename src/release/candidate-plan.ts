import { createHash } from 'node:crypto';
import { canonicalSha256 } from '../../scientist-runtime/contract/evidence-key.ts';
import type { MaskedSettings } from './facts.ts';
import type {
  Code,
  FunctionSettings,
  FunctionSpec,
  FunctionTerms,
  LiveFunction,
  OwnRole,
} from './function-spec.ts';
import { productionTerms } from './function-terms.ts';
import type { FunctionPolicy } from './policy.ts';

/** Lambda's own limit on function names. */
const maxNameLength = 64;

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

/** Name of the function that production had before any release of ours: the base of our functions' names. */
export function baseNameOf(fn: Pick<FunctionPolicy, 'control'>): string {
  return /:function:([^:]+)/.exec(fn.control)?.[1] ?? fn.control;
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
  readonly terms: FunctionTerms;
  /** Name of the function that production had before any release of ours. */
  readonly baseName: string;
  readonly tags: OwnTags;
}

/** Specification of a function of ours: its name and tags follow from what it is for. */
export function ownFunctionSpec(role: OwnRole, own: OwnFunction): FunctionSpec {
  const { settings, masked, code, terms, baseName, tags } = own;
  return {
    ...terms,
    name: ownFunctionName(baseName, tags.pullRequest, role),
    role,
    settings,
    code,
    fingerprint: specFingerprint(code.contentHash, masked, terms),
    tags: {
      'serverless-scientist:role': role,
      'serverless-scientist:repository': tags.repository,
      'serverless-scientist:pull-request': String(tags.pullRequest),
      'serverless-scientist:function': tags.functionKey,
    },
  };
}

/** Digest by which a deployed version is recognised: 40 hex digits. */
export function specFingerprint(contentHash: string, masked: MaskedSettings, terms: FunctionTerms): string {
  return canonicalSha256({ content: contentHash, settings: masked, terms }).slice(0, 40);
}

/** Digest of a live function's code, settings and terms; moves exactly when somebody deploys or reconfigures it. */
export function liveFingerprint(live: LiveFunction, masked: MaskedSettings): string {
  return canonicalSha256({
    arn: live.arn,
    code: live.codeSha256,
    settings: masked,
    terms: productionTerms(live),
    unclonable: live.unclonable,
  }).slice(0, 40);
}
