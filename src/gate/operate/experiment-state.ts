import type { ReleasesChange } from '../../../scientist-runtime/contract/release-changes.ts';
import type { ReleaseRecord } from '../../../scientist-runtime/contract/releases.ts';
import type { FunctionPolicy } from '../../release/policy.ts';
import type { DefinitionSnapshot } from '../ports.ts';

/** Releases of a function's experiment, by id. */
export function releasesOf(
  snapshot: DefinitionSnapshot,
  fn: FunctionPolicy,
): readonly [string, ReleaseRecord][] {
  return Object.entries(snapshot.releases.releases).filter(
    ([, release]) => release.experiment === fn.experiment,
  );
}

/** Switches all of them off. */
export function stops(
  snapshot: DefinitionSnapshot,
  fn: FunctionPolicy,
  because: string,
): readonly ReleasesChange[] {
  return releasesOf(snapshot, fn).map(
    ([id]): ReleasesChange => ({ kind: 'stop-shadowing', id, evidenceKey: null, because }),
  );
}

/** ARN that answers clients who come by front; null where the definition does not name the experiment. */
export function servingArn(snapshot: DefinitionSnapshot, fn: FunctionPolicy): string | null {
  return snapshot.effective.experiments[fn.experiment]?.control ?? null;
}
