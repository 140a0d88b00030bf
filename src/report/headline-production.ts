import type { ActEntry } from '../../scientist-runtime/contract/journal.ts';
import type { Facts } from '../release/facts.ts';
import type { FunctionOutcome } from '../release/outcome.ts';
import type { Rest } from '../release/step.ts';
import { functionNameOf } from './function-name.ts';
import type { Marks } from './marks.ts';
import { count, counted, percent, span, utc } from './quantity.ts';
import { closed } from './sentences.ts';
import { watchFigures } from './watch-figures.ts';

type RestOf<K extends Rest['reason']> = Extract<Rest, { readonly reason: K }>;

/** What was promoted serves, and is compared with what served before. */
export function watchingHeadline(outcome: FunctionOutcome, rest: RestOf<'watching'>, marks: Marks): string {
  const { facts } = outcome;
  const { watch } = facts.stores;
  const seen = watchFigures(facts);
  const looked =
    watch?.shadowing === 'off'
      ? `Comparing ended early: ${closed(marks.words(watch.stoppedBecause ?? 'it was switched off'))}`
      : seen.compared === 0
        ? 'Nothing compared yet.'
        : `No harm so far in ${counted(seen.compared, 'request')}.`;
  return `${promotion(facts, marks)} Watching for ${span(facts.policy.watchMs)}, until ${utc(rest.endsAtMs)}. ${looked}`;
}

/** The watch is over; what was promoted serves on. */
export function promotedHeadline({ facts }: FunctionOutcome, marks: Marks): string {
  const { watch } = facts.stores;
  const { compared } = watchFigures(facts);
  const early = watch !== null && facts.nowMs < watch.endsAtMs;
  const watched =
    watch === null
      ? 'It was not watched.'
      : compared === 0
        ? 'The watch is over; no request was compared in it.'
        : `The watch saw no harm in ${counted(compared, 'request')}.`;
  const ended = early
    ? ` It ended early: ${closed(marks.words(watch?.stoppedBecause ?? 'it was switched off'))}`
    : '';
  return `${promotion(facts, marks)} ${watched}${ended}`;
}

function promotion(facts: Facts, marks: Marks): string {
  const { override, soak } = facts.stores;
  const act = lastAct(facts, 'promote', (detail) => detail.now === override?.now);
  const own = act?.detail.decidedBy === undefined ? '' : ' of their own work';
  const byCommand = facts.journal.some(
    (entry) =>
      entry.kind === 'command' && entry.command === 'promote' && entry.accepted && entry.by === act?.by,
  );
  const by = act === null ? '' : ` by ${marks.login(act.by)}’s ${byCommand ? 'command' : 'approval'}${own}`;
  const isOlder = soak !== null && soak.headSha !== facts.pullRequest.headSha;
  const which = isOlder
    ? ` It is commit ${soak.headSha}: newer commits wait until it is settled or taken back.`
    : '';
  return `Promoted at ${utc(override?.atMs ?? facts.nowMs)}${by}.${which}`;
}

/** A promotion was taken back: by whom, why, and what serves. */
export function rolledBackHeadline(
  { facts }: FunctionOutcome,
  rest: RestOf<'rolled-back'>,
  marks: Marks,
): string {
  const itself = rest.by === 'gate' || rest.by === 'tick';
  const why = itself ? harmSeen(facts, rest, marks) : reasonBeside(rest, marks);
  return `Rolled back at ${utc(rest.atMs)} by ${itself ? 'itself' : marks.login(rest.by)}${why}. Production runs ${marks.code(functionNameOf(facts.stores.controlArn))}${isAsBefore(facts, rest) ? ' as before' : ''}.`;
}

/** Whether nobody has deployed the control anew since it was compared with; the journal's words tell of the rollback. */
function isAsBefore({ control, stores }: Facts, { because }: RestOf<'rolled-back'>): boolean {
  return control.live.arn === stores.controlArn
    ? control.fingerprint === stores.soak?.controlFingerprint
    : !because.includes('deployed anew');
}

/** Figures of the watch that was undone; the journal's words where its rows are not at hand. */
function harmSeen(facts: Facts, { atMs, because }: RestOf<'rolled-back'>, marks: Marks): string {
  const { watch } = facts.stores;
  const undone = lastAct(facts, 'rollback', (_, entry) => entry.atMs === atMs);
  const figures = watchFigures(facts);
  if (watch === null || undone?.detail.from !== watch.control || figures.compared === 0) {
    return `: ${marks.words(because)}`;
  }
  const { compared, newFailed, oldFailed, unlikeItself, reasons } = figures;
  if (reasons.includes('errors')) {
    return `: errors rose from ${percent(oldFailed / compared)} to ${percent(newFailed / compared)} of ${counted(compared, 'request')}`;
  }
  return reasons.includes('not-reproduced')
    ? `: clients got another answer than its own clone gave in ${count(unlikeItself)} of ${counted(compared, 'request')}`
    : `: ${marks.words(because)}`;
}

/** What the journal says beyond that this person asked for it. */
function reasonBeside({ by, because }: RestOf<'rolled-back'>, marks: Marks): string {
  const asked = `@${by} asked for it`;
  const more = because.startsWith(asked) ? because.slice(asked.length).replace(/^[;:, ]+/, '') : because;
  return more === '' ? '' : ` (${marks.words(more)})`;
}

function lastAct(
  { journal, pullRequest }: Facts,
  act: ActEntry['act'],
  matches: (detail: ActEntry['detail'], entry: ActEntry) => boolean,
): ActEntry | null {
  const found = journal.findLast(
    (entry) =>
      entry.kind === 'act' &&
      entry.act === act &&
      entry.pullRequest === pullRequest.number &&
      matches(entry.detail, entry),
  );
  return found?.kind === 'act' ? found : null;
}
