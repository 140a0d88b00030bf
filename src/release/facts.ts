import type {
  ComparisonRow,
  Difference,
  StoredComparison,
} from '../../scientist-runtime/contract/comparison.ts';
import type { Comparators } from '../../scientist-runtime/contract/experiments.ts';
import type { JournalEntry } from '../../scientist-runtime/contract/journal.ts';
import type {
  Attachment,
  ControlOverride,
  ReleaseRecord,
  UndoneOverride,
} from '../../scientist-runtime/contract/releases.ts';
import type { GivenCommand } from './command.ts';
import type { Code, FunctionSettings, LiveFunction } from './function-spec.ts';
import type { FunctionPolicy, Policy } from './policy.ts';
import type { PullRequestFacts, Review } from './pull-request-facts.ts';
import type { TrafficHour } from './traffic.ts';

/** How the head's package run stands. */
export type PackageFacts =
  | { readonly state: 'none' }
  | { readonly state: 'running'; readonly url: string }
  | { readonly state: 'failed'; readonly url: string; readonly conclusion: string }
  /** Its artifact cannot be used; `problem` is what follows those words, already free of hostile text. */
  | { readonly state: 'unusable'; readonly url: string; readonly problem: string }
  /** A clone of its control would not be the same function; `problem` says why, one clause. */
  | { readonly state: 'unclonable'; readonly url: string; readonly problem: string }
  /** It changes settings that need the configuration's leave, or that Lambda would refuse; one clause. */
  | { readonly state: 'refused'; readonly url: string; readonly problem: string }
  /** Content and literal settings are those of what serves: there is nothing to compare. */
  | { readonly state: 'unchanged'; readonly url: string }
  /** It does not name this function, or its run was for another one. */
  | { readonly state: 'absent'; readonly url: string }
  | {
      readonly state: 'ready';
      readonly url: string;
      readonly code: Code;
      /** The control's settings with the package's literals laid over them. */
      readonly settings: FunctionSettings;
      readonly masked: MaskedSettings;
    }
  /** The record in force was made from this very head: nothing has to be fetched again. */
  | { readonly state: 'known'; readonly contentHash: string; readonly memoryGb: number };

/** Settings whose environment values are HMACs under the stack's own key: these may be hashed and published. */
export type MaskedSettings = FunctionSettings;

/** What serves production for the function's experiment. */
export interface ControlFacts {
  readonly live: LiveFunction;
  readonly masked: MaskedSettings;
  /** Digest of code and settings, cheap to read on every run. */
  readonly fingerprint: string;
  /** Content hash and code, read only where a deployment needs them. */
  readonly code: Code | null;
}

/** The part of the stores that belongs to this release. */
export interface StoreFacts {
  /** Whether experiments.yml has the experiment; without it only stop, rollback, detach and clean-up are left. */
  readonly defined: boolean;
  /** Whether configuration and definition name the same control; true while a promotion is in force. */
  readonly agreed: boolean;
  /** ARN that answers clients now: the definition's control, or the override's. */
  readonly controlArn: string;
  readonly comparators: Comparators;
  readonly api: { readonly id: string; readonly route: string } | null;
  /** Which requests are handed to this soak; only said, nothing is decided on it. */
  readonly intake: Intake;
  /** Record of this release's soak, of its watch, or null. */
  readonly soak: ReleaseRecord | null;
  readonly watch: ReleaseRecord | null;
  readonly override: ControlOverride | null;
  /** Whether the override is what serves: not where the definition's control has been changed since. */
  readonly overrideApplies: boolean;
  readonly undone: UndoneOverride | null;
  readonly attachment: Attachment | null;
  /** Releases of other pull requests on the same experiment that still shadow. */
  readonly others: readonly string[];
  /** Problems of a broken `experiments.yml`, as `file:line:column: message`; empty where it is valid. */
  readonly definitionProblems: readonly string[];
}

/** Which of the experiment's requests a soak sees, as the compiled definition has it. */
export interface Intake {
  /** Path on the front's own endpoint, without leading slash; empty where the experiment is gone. */
  readonly path: string;
  /** Upper-case methods that may be shadowed. */
  readonly methods: readonly string[];
  /** Part of them that is handed on, 0–1; 0 where none is. */
  readonly sampleRate: number;
}

/** A version of ours that is deployed. */
export interface DeployedVersion {
  readonly arn: string;
}

/** What differs, for people: the parts of one difference id with its counts and redacted samples. */
export interface SeenDifference extends Difference {
  readonly rows: number;
  readonly mirroredRows: number;
  readonly samples: readonly DifferenceSample[];
}

/** A redacted sample; only ever shown under `samples: show` on a private repository. */
export interface DifferenceSample {
  readonly request: string;
  readonly control: string;
  readonly candidate: string;
}

/** A row with what the store says of it besides; people are told, no verdict rests on it. */
export type SeenRow = ComparisonRow &
  Partial<Pick<StoredComparison, 'pointers' | 'missingReason' | 'durationSource'>>;

/** Everything one decision rests on. Gathered anew in each run, folded after each step, never stored. */
export interface Facts {
  readonly nowMs: number;
  readonly repository: string;
  readonly repositoryPrivate: boolean;
  readonly policy: Policy;
  readonly function: FunctionPolicy;
  readonly pullRequest: PullRequestFacts;
  readonly packaged: PackageFacts;
  readonly control: ControlFacts;
  readonly stores: StoreFacts;
  /** ARN of front, which an attached route invokes. */
  readonly frontArn: string;
  /** Where evidence is kept, `s3://<bucket>/evidence/`: below it by evidence key. */
  readonly evidenceUrl: string;
  /** Where the experiment's route points; null where it has none or nothing depends on it. */
  readonly route: 'front' | 'elsewhere' | null;
  /** Whether the stack's own function holds the promoted content by now. */
  readonly settled: boolean;
  /** Evidence key of packaged content against this control; null while either is not known. */
  readonly evidenceKey: string | null;
  readonly deployed: {
    readonly twin: DeployedVersion | null;
    readonly candidate: DeployedVersion | null;
    readonly dressed: DeployedVersion | null;
  };
  /** Requests a second that the control served lately. */
  readonly trafficPerSecond: number;
  /** Hours of the last week in which the control was invoked, oldest first; empty once nothing is soaked. */
  readonly trafficWeek: readonly TrafficHour[];
  /** Files of this function that changed on the base branch since this branch left it; read only after a pass. */
  readonly newerBaseFiles: readonly string[];
  /** Names of functions of ours that still exist; read only once the pull request is closed. */
  readonly ownFunctions: readonly string[];
  readonly rows: readonly SeenRow[];
  readonly watchRows: readonly SeenRow[];
  readonly differences: readonly SeenDifference[];
  readonly journal: readonly JournalEntry[];
  readonly reviews: readonly Review[];
  /** Every command of this pull request, oldest first, acknowledged or not. */
  readonly commands: readonly GivenCommand[];
}

/** The part of the facts that suffices to make production safer: what GitHub's words, stores and journal say. */
export type SafetyFacts = Pick<
  Facts,
  | 'nowMs'
  | 'repository'
  | 'function'
  | 'pullRequest'
  | 'stores'
  | 'frontArn'
  | 'route'
  | 'watchRows'
  | 'journal'
  | 'commands'
>;
