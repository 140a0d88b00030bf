import type { AllowedSettings } from './guarded-settings.ts';

/** Where a promotion lands. More targets join this union as they are built. */
export type PromotionTarget = { readonly target: 'experiment' };

/** How evidence is judged and who may decide: `policy` of `.github/scientist.yml`, every default filled. */
export interface Policy {
  readonly promoteOn: 'approval' | 'command' | 'merge';
  readonly approvers: {
    readonly permission: 'write' | 'maintain' | 'admin';
    readonly teams: readonly string[];
    /** A lone maintainer may approve their own work; the evidence then says so. */
    readonly self: boolean;
  };
  readonly soak: {
    readonly minMs: number;
    readonly maxMs: number;
    readonly rows: number;
    /** Comparisons a second, step by step. */
    readonly ramp: readonly number[];
  };
  readonly watchMs: number;
  /** `none`, or the tolerated rate 0–1. */
  readonly differences: 'none' | number;
  /** Rate (0–1) below which differences are proven to be. */
  readonly claimRate: number;
  readonly errorRate: number;
  readonly latency: {
    readonly ratio: number;
    readonly floorMs: number;
    /** Null: the slowest requests are not measured. */
    readonly tailRatio: number | null;
  };
  readonly cost: { readonly ratio: number; readonly floorUsdPerMonth: number };
  readonly samples: 'hide' | 'show';
}

/** One function of `.github/scientist.yml`. */
export interface FunctionPolicy {
  readonly key: string;
  /** Name, ARN or alias ARN of what serves production. */
  readonly control: string;
  readonly experiment: string;
  /** Globs of changed files that concern it; empty: every change does. */
  readonly paths: readonly string[];
  readonly promote: PromotionTarget;
  /** What packages may change beside what every package may. */
  readonly allow: AllowedSettings;
}

/** `.github/scientist.yml` of the base branch. */
export interface Config {
  readonly runtime: { readonly stack: string; readonly region: string };
  readonly functions: readonly FunctionPolicy[];
  readonly policy: Policy;
}
