import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import type { Verdict } from '../statistics/verdict.ts';
import type { GivenCommand } from './command.ts';
import type { CommandDecision } from './command-decision.ts';

/** Why nothing is to be done now. Headline, check and outputs follow from it. */
export type Rest =
  /** The package holds what production runs already. */
  | { readonly reason: 'nothing-changed' }
  | { readonly reason: 'no-package' }
  | { readonly reason: 'package-running' }
  | { readonly reason: 'package-failed' }
  | { readonly reason: 'package-unusable'; readonly problem: string }
  /** The production function has settings that a clone cannot have: nothing that was measured would count. */
  | { readonly reason: 'cannot-clone'; readonly problem: string }
  /** The package changes settings that the configuration of the base branch has to allow. */
  | { readonly reason: 'setting-refused'; readonly problem: string }
  /**
   * The manifest does not name this function; `files` are those of it that the pull request changes all the same, null
   * where they are too many for GitHub to list.
   */
  | { readonly reason: 'not-packaged'; readonly files: readonly string[] | null }
  | { readonly reason: 'needs-consent' }
  /** Another release of this experiment serves production and has not been settled by a merge yet. */
  | { readonly reason: 'other-promotion'; readonly release: string }
  /** The experiment is gone from experiments.yml; its route, if attached, is given back. */
  | { readonly reason: 'undefined-experiment' }
  /** Configuration and definition name different controls. */
  | { readonly reason: 'other-control' }
  /** Closed, but a front may still hold a definition that names what was deployed. */
  | { readonly reason: 'closing' }
  /** The definition names another control than the one that was promoted over: the promotion is not in force. */
  | { readonly reason: 'superseded' }
  | { readonly reason: 'collecting' }
  | { readonly reason: 'failed' }
  /** The same content failed against the same control in another pull request: it is not asked a second time. */
  | { readonly reason: 'known-bad'; readonly pullRequest: number; readonly atMs: number }
  | { readonly reason: 'invalid' }
  | { readonly reason: 'inconclusive' }
  | { readonly reason: 'stopped'; readonly because: string }
  /** Passed, but the base branch has newer changes of the function's files: what would be merged was not soaked. */
  | { readonly reason: 'behind'; readonly files: readonly string[] }
  /** Rows of the soak are gone or may be: what is left of them decides nothing. */
  | { readonly reason: 'evidence-expired' }
  /** The soak lies in the future: this machine's clock is behind, or the one that wrote it was ahead. */
  | { readonly reason: 'clock-behind'; readonly behindMs: number }
  | { readonly reason: 'ready' }
  | { readonly reason: 'watching'; readonly endsAtMs: number }
  | { readonly reason: 'promoted' }
  | { readonly reason: 'rolled-back'; readonly by: string; readonly because: string; readonly atMs: number }
  | { readonly reason: 'closed' };

/** A command with what becomes of it. */
export interface DecidedCommand {
  readonly given: GivenCommand;
  readonly decision: CommandDecision;
}

/** One thing to do, decided from the facts alone. Performing it twice leaves what performing it once does. */
export type Step =
  | { readonly kind: 'acknowledge'; readonly decided: readonly DecidedCommand[] }
  | { readonly kind: 'deploy-twin' }
  | { readonly kind: 'deploy-candidate' }
  | { readonly kind: 'register'; readonly record: ReleaseRecord }
  | { readonly kind: 'attach' }
  | { readonly kind: 'publish-verdict'; readonly verdict: Verdict }
  | {
      readonly kind: 'stop-shadowing';
      readonly id: string;
      readonly because: string;
      readonly mayResume: boolean;
    }
  | { readonly kind: 'dress' }
  | { readonly kind: 'promote'; readonly by: string; readonly byTheirOwn: boolean }
  | { readonly kind: 'start-watch'; readonly record: ReleaseRecord }
  /** After a watch without harm: the route goes to the promoted function itself. */
  | { readonly kind: 'hand-over' }
  | { readonly kind: 'roll-back'; readonly by: string; readonly because: string }
  /** The stack's own function holds the promoted content by now: it serves again. */
  | { readonly kind: 'settle'; readonly now: string }
  | { readonly kind: 'detach' }
  | { readonly kind: 'clean-up'; readonly functions: readonly string[] }
  | { readonly kind: 'rest'; readonly rest: Rest };

/** A step that somebody has to perform. */
export type ActingStep = Exclude<Step, { readonly kind: 'rest' }>;
