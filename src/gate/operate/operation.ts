import { ulid } from 'ulid';
import { type Act, type ActEntry, journalPartition } from '../../../scientist-runtime/contract/journal.ts';
import type { ReleasesChange } from '../../../scientist-runtime/contract/release-changes.ts';
import type { Releases } from '../../../scientist-runtime/contract/releases.ts';
import { messageOf, ScientistError, storyOf } from '../../errors.ts';
import type { FunctionPolicy } from '../../release/policy.ts';
import type { DefinitionSnapshot, Ports } from '../ports.ts';

/** What an operator's act needs. GitHub is no part of it: it works while GitHub does not. */
export type OperatorPorts = Pick<Ports, 'definition' | 'route' | 'journal' | 'nowMs' | 'say'> & {
  readonly functions: Pick<Ports['functions'], 'allowApi'>;
};

/** Who acts, and on what. */
export interface Operation {
  readonly fn: FunctionPolicy;
  /** Login or user name, for the journal. */
  readonly by: string;
}

/** What an act has come to, for somebody at a terminal. */
export interface Operated {
  /** Whether there was anything to do; nothing to do is no fault. */
  readonly acted: boolean;
  /** What was done or found, a sentence each, in order. */
  readonly done: readonly string[];
  /** What to do or expect next, a sentence each. */
  readonly next: readonly string[];
}

/** An act of an operator: what it changes in `releases.json`, and what it asks of the route. */
export interface OperatorAct {
  readonly act: Act;
  readonly detail: Readonly<Record<string, string>>;
  /** Moves the route; gives the changes that then hold too. It comes first: clients feel it at once. */
  readonly moveRoute: (() => Promise<readonly ReleasesChange[]>) | null;
  readonly changes: readonly ReleasesChange[];
}

type Half = 'moving the route' | 'changing releases.json';

/**
 * Performs an act between its two lines in the journal. Neither the journal nor one half of the act keeps the
 * other half from being done: what could be done is done, then the first fault is thrown, with what is left to do.
 */
export async function performAct(
  ports: OperatorPorts,
  operation: Operation,
  before: DefinitionSnapshot,
  { act, detail, moveRoute, changes }: OperatorAct,
): Promise<DefinitionSnapshot> {
  await journal(ports, operation, before.releases, { act, phase: 'intent', detail });
  const faults: { readonly half: Half; readonly thrown: unknown }[] = [];
  const attempt = async <T>(half: Half, perform: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await perform();
    } catch (thrown) {
      ports.say(`${half} failed: ${messageOf(thrown)}`);
      faults.push({ half, thrown });
      return otherwise;
    }
  };
  const moved = moveRoute === null ? [] : await attempt('moving the route', moveRoute, []);
  const wanted = [...changes, ...moved];
  const after = await attempt('changing releases.json', () => ports.definition.change(wanted), before);
  const [first] = faults;
  if (first !== undefined) {
    throw halfDone(act, first, moveRoute !== null && faults.length === 1);
  }
  await journal(ports, operation, after.releases, { act, phase: 'outcome', detail });
  return after;
}

function halfDone(
  act: Act,
  { half, thrown }: { readonly half: Half; readonly thrown: unknown },
  otherDone: boolean,
): ScientistError {
  const story = storyOf(thrown);
  const rest = {
    'moving the route': [
      'releases.json is changed, so front serves what it should',
      'Then run detach: it does what is left',
    ],
    'changing releases.json': [
      'the route is moved, so clients are served what they should',
      'Then run the same command again: it does what is left',
    ],
  } as const;
  const [done, next] = otherDone
    ? rest[half]
    : ['nothing was changed', 'Then run the same command again; docs/kill-switch.md is the way without us'];
  return new ScientistError(
    thrown instanceof ScientistError ? thrown.name : 'Unavailable',
    {
      expected: `${act} to be done whole`,
      found: `${half} failed (${story.found}); ${done}`,
      remedy: `${story.remedy}. ${next}`,
    },
    thrown,
  );
}

/** A journal that cannot be written never holds an act up; it is said, because the gate reads the journal. */
async function journal(
  ports: OperatorPorts,
  { fn, by }: Operation,
  releases: Releases,
  {
    act,
    phase,
    detail,
  }: Pick<ActEntry, 'act' | 'phase'> & { readonly detail: Readonly<Record<string, string>> },
): Promise<void> {
  const owner = releaseOf(releases, fn);
  if (owner === null) {
    ports.say(`the ${phase} is not journalled: no record says which pull request it is about`);
    return;
  }
  const atMs = ports.nowMs();
  try {
    await ports.journal.append(journalPartition(owner.repository, fn.key), {
      id: `act#${ulid(atMs)}`,
      kind: 'act',
      act,
      phase,
      by,
      detail: { ...detail },
      atMs,
      pullRequest: owner.pullRequest,
      headSha: owner.headSha,
    });
  } catch (thrown) {
    ports.say(
      `the ${phase} could not be journalled (${messageOf(thrown)}): the gate does not know of it and may do the same again; stop the release on its pull request`,
    );
  }
}

/** The record of the release that an act is about: of the promoted one first. */
function releaseOf({ releases, overrides }: Releases, { experiment }: FunctionPolicy) {
  const promoted = releases[overrides[experiment]?.release ?? ''];
  return promoted ?? Object.values(releases).find((release) => release.experiment === experiment) ?? null;
}

/** Nothing to do: what was found, and what may be wanted instead. */
export function idle(found: string, ...next: readonly string[]): Operated {
  return { acted: false, done: [found], next };
}

/** Why an act is done, for the journal and for the pull request. */
export function reasonOf({ by }: Operation): string {
  return `${by} asked for it at a terminal`;
}
