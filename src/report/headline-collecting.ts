import type { FunctionOutcome } from '../release/outcome.ts';
import type { Verdict } from '../statistics/verdict.ts';
import { type Forecast, forecastOf } from './forecast.ts';
import type { Marks } from './marks.ts';
import { about, count, counted, percent, span, utc } from './quantity.ts';
import { listed } from './sentences.ts';
import { silenceOf, silentForMs } from './silence.ts';

/** Requests are compared, or should be: how far it has come and how long it will take. */
export function collectingHeadline(outcome: FunctionOutcome, marks: Marks): string {
  const { facts, verdict } = outcome;
  const silentMs = silentForMs(facts);
  if (silentMs !== null) {
    return `Nothing compared yet in ${about(silentMs).replace('about ', '')}: ${silenceOf(facts, marks).why}.`;
  }
  const forecast = forecastOf(outcome);
  const begun = `Collecting: the soak of ${marks.code(facts.function.key)} has just begun.`;
  if (forecast === null || verdict === null) {
    return begun;
  }
  return facts.rows.length === 0
    ? `${begun} A pass needs ${expected(forecast)}.`
    : `Collecting: ${progress(forecast, outcome)}. ${soFar(verdict)}`;
}

/** Before the first row: what last week's traffic promises. */
function expected({ needed, remainingMs, endsBefore, endsInMs }: Forecast): string {
  if (needed === null || remainingMs === null) {
    return 'comparisons, of which none has come';
  }
  const comparisons = `about ${counted(needed, 'comparison')}`;
  const takes = `${comparisons}, which ${time(remainingMs)} at last week’s traffic`;
  switch (endsBefore) {
    case null:
      return takes;
    case 'time':
      return `${takes}, but the soak ends in ${about(endsInMs)}`;
    case 'rows':
      return `${comparisons}, but the soak ends before it has so many`;
  }
}

/** `takes about 3 h` */
function time(ms: number): string {
  return Number.isFinite(ms) ? `takes ${about(ms)}` : 'takes more than two weeks';
}

function progress(forecast: Forecast, { facts, verdict }: FunctionOutcome): string {
  const { comparisons, needed, remainingMs, endsBefore, endsInMs, minimum } = forecast;
  const traffic = forecast.from === 'rows' ? 'today’s traffic' : 'last week’s traffic';
  if (needed === null || remainingMs === null) {
    return `${counted(comparisons, 'comparison')}; what was seen is too close to a limit to say how many it takes`;
  }
  if (needed === comparisons) {
    return verdict?.reasons.includes('guard-leans')
      ? `${counted(comparisons, 'comparison')} prove every limit, but the slowest requests lean against it`
      : `${counted(comparisons, 'comparison')} prove every limit; the soak’s minimum of ${span(minimum.ms)} is over at ${utc(minimum.overAtMs)}`;
  }
  const done = `${count(comparisons)} of about ${count(needed)} comparisons`;
  switch (endsBefore) {
    case null:
      return `${done}, done in ${about(remainingMs)} at ${traffic}`;
    case 'time':
      return `${done}, which ${time(remainingMs)} at ${traffic}, but the soak ends in ${about(endsInMs)}`;
    case 'rows':
      return `${done}, but the soak ends after ${count(facts.stores.soak?.rowCap ?? 0)}`;
  }
}

/** Nothing is called right before it is proven; what leans the wrong way is said. */
function soFar({ counts, criteria }: Verdict): string {
  const { fidelity, errors, latency } = criteria;
  const leanings = [
    ...(counts.differs > 0 ? [`${counted(counts.differs, 'answer')} differed`] : []),
    ...((errors.statistic ?? 0) > 0
      ? [`it failed in ${count((errors.statistic ?? 0) * errors.n)} more of ${counted(errors.n, 'request')}`]
      : []),
    ...((latency.statistic ?? 0) > latency.limit
      ? [`it was slower in ${percent(latency.statistic ?? 0)} of ${counted(latency.n, 'pair')}`]
      : []),
    ...(fidelity.statistic !== null && fidelity.statistic < fidelity.limit
      ? [`the twin answered as production does in only ${percent(fidelity.statistic)}`]
      : []),
  ];
  return leanings.length === 0
    ? 'Nothing wrong so far.'
    : `So far ${listed(leanings)}, too little to judge by.`;
}
