import type { ReleasesChange } from '../../scientist-runtime/contract/release-changes.ts';
import { messageOf, ScientistError } from '../errors.ts';
import type { Facts, SafetyFacts } from '../release/facts.ts';
import { releaseId, watchId } from '../release/release-record.ts';
import type { Step } from '../release/step.ts';
import { storeFactsOf } from '../release/store-facts.ts';
import { assertPromotable, fingerprintNow } from './assert-promotable.ts';
import { journalled } from './journal-act.ts';
import type { Ports } from './ports.ts';
import { readEvidence } from './read-evidence.ts';

type StepOf<K extends Step['kind']> = Extract<Step, { readonly kind: K }>;

/** Applies changes to `releases.json` and folds what then stands into the facts. */
export async function changeStores<F extends SafetyFacts>(
  changes: readonly ReleasesChange[],
  facts: F,
  ports: Ports,
): Promise<F> {
  const snapshot = await ports.definition.change(changes);
  return {
    ...facts,
    stores: storeFactsOf(snapshot, facts.function, facts.repository, facts.pullRequest.number),
  };
}

/**
 * Registers the soak: from now on requests are handed to its candidate and twin. Rows that this very evidence has
 * already are read again: a head that failed before has failed.
 */
export async function register({ record }: StepOf<'register'>, facts: Facts, ports: Ports): Promise<Facts> {
  const id = releaseId(facts.function.key, facts.pullRequest.number);
  const goesOn = facts.stores.soak?.evidenceKey === record.evidenceKey;
  const registered = await journalled(
    {
      act: 'register',
      by: 'gate',
      detail: {
        release: id,
        evidenceKey: record.evidenceKey,
        candidate: record.candidate,
        twin: record.twin,
      },
    },
    facts,
    ports,
    () => changeStores([{ kind: 'register', id, release: record }], facts, ports),
  );
  return goesOn ? registered : readEvidence(registered, ports);
}

/** Switches a soak or a watch off; its rows stay. */
export async function stopShadowing<F extends SafetyFacts>(
  { id, because, mayResume }: StepOf<'stop-shadowing'>,
  facts: F,
  ports: Ports,
): Promise<F> {
  return journalled({ act: 'stop', by: 'gate', detail: { release: id, because } }, facts, ports, () =>
    changeStores([{ kind: 'stop-shadowing', id, evidenceKey: null, because, mayResume }], facts, ports),
  );
}

/** Lets the dressed function serve, after a last look. */
export async function promote(
  { by, byTheirOwn }: StepOf<'promote'>,
  facts: Facts,
  ports: Ports,
): Promise<Facts> {
  const { soak, controlArn } = facts.stores;
  const { dressed } = facts.deployed;
  if (soak === null || dressed === null) {
    throw conflict('a soaked and dressed function', 'there is none');
  }
  await assertPromotable(dressed.arn, facts, ports);
  const detail = {
    experiment: facts.function.experiment,
    was: controlArn,
    now: dressed.arn,
    contentHash: soak.contentHash,
    ...(byTheirOwn ? { decidedBy: 'the author or the last to push, as approvers.self allows' } : {}),
  };
  const override = {
    was: controlArn,
    now: dressed.arn,
    release: releaseId(facts.function.key, facts.pullRequest.number),
    atMs: ports.nowMs(),
  };
  return journalled({ act: 'promote', by, detail }, facts, ports, async () => {
    const promoted = await changeStores(
      [{ kind: 'override', experiment: facts.function.experiment, override }],
      facts,
      ports,
    );
    if (promoted.stores.controlArn !== dressed.arn) {
      throw conflict('the promoted function to serve', `${promoted.stores.controlArn} does`);
    }
    return promoted;
  });
}

/** Starts the watch and ends the soak in one write, so that no request is compared under both. */
export async function startWatch(
  { record }: StepOf<'start-watch'>,
  facts: Facts,
  ports: Ports,
): Promise<Facts> {
  const { key } = facts.function;
  const { number } = facts.pullRequest;
  const id = watchId(key, number);
  const detail = { release: id, evidenceKey: record.evidenceKey };
  const changes: readonly ReleasesChange[] = [
    { kind: 'stop-shadowing', id: releaseId(key, number), evidenceKey: null, because: 'it was promoted' },
    { kind: 'register', id, release: record },
  ];
  const watched = await journalled({ act: 'register', by: 'gate', detail }, facts, ports, () =>
    changeStores(changes, facts, ports),
  );
  return { ...watched, watchRows: [] };
}

/** Takes the promotion back: the old control serves again, the watch ends. */
export async function rollBack<F extends SafetyFacts>(
  { by, because: why }: StepOf<'roll-back'>,
  facts: F,
  ports: Ports,
): Promise<F> {
  const { override, soak } = facts.stores;
  if (override === null) {
    throw conflict('a promotion to take back', 'there is none in force');
  }
  const { experiment } = facts.function;
  const because = `${why}${await sinceThen(override.was, soak?.controlFingerprint, ports)}`;
  const detail = { experiment, from: override.now, to: override.was, because };
  return journalled({ act: 'rollback', by, detail }, facts, ports, () =>
    changeStores(
      [
        { kind: 'undo-override', experiment, now: override.now, by, because, atMs: ports.nowMs() },
        {
          kind: 'stop-shadowing',
          id: watchId(facts.function.key, facts.pullRequest.number),
          evidenceKey: null,
          because: 'the promotion was taken back',
        },
      ],
      facts,
      ports,
    ),
  );
}

/** What is to be said of a control that serves again. That it cannot be read is no reason to leave the other one there. */
async function sinceThen(arn: string, fingerprint: string | undefined, ports: Ports): Promise<string> {
  try {
    return (await fingerprintNow(arn, ports)) === fingerprint
      ? ''
      : '; the control was deployed anew meanwhile and serves as it is now';
  } catch (thrown) {
    ports.say(`the control could not be read: ${messageOf(thrown)}`);
    return '; whether the control was deployed anew meanwhile could not be read';
  }
}

/** Production returns to the stack's own function, which holds the promoted content by now. */
export async function settle({ now }: StepOf<'settle'>, facts: Facts, ports: Ports): Promise<Facts> {
  const { experiment } = facts.function;
  const detail = { experiment, from: now, to: facts.stores.override?.was ?? '' };
  return journalled({ act: 'settle', by: 'gate', detail }, facts, ports, () =>
    changeStores([{ kind: 'retire-override', experiment, now }], facts, ports),
  );
}

function conflict(expected: string, found: string): ScientistError {
  return new ScientistError('Conflict', { expected, found, remedy: 'Run the gate again; it decides anew.' });
}
