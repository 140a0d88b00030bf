import type { ReleaseRecord } from '../../scientist-runtime/contract/releases.ts';
import type { Facts } from '../release/facts.ts';

/** How fast comparisons come. */
export interface Pace {
  /** Milliseconds until so many more rows; infinite where they do not come within two weeks. */
  timeFor(rows: number): number;
  /** What it rests on: rows of this soak, or the control's traffic a week ago. */
  readonly from: 'rows' | 'last-week';
}

/** What a pace rests on; `Facts` have it. */
export interface PaceGround extends Pick<Facts, 'rows' | 'nowMs' | 'trafficWeek' | 'trafficPerSecond'> {
  readonly stores: { readonly soak: Pick<ReleaseRecord, 'ramp'> | null };
}

/** Traffic changes over a day, so only the latest rows tell the present pace, as long as they are enough to tell anything. */
const paceWindowMs = 900_000;
const leastRowsForPace = 20;

const hourMs = 3_600_000;
const weekHours = 168;
const farthestHours = 2 * weekHours;
const dayHours = 24;

/**
 * The pace of a soak, or null where nothing tells it. Each hour to come is taken to be as busy as the same hour a week
 * ago, scaled by what the latest rows say of the present one, and no busier than the last step of the ramp compares. Hours
 * that a function has no past for are as busy as it is on average, or lately where it is younger than a day: its hours are
 * few, and the first is no whole one.
 */
export function paceOf({ rows, nowMs, trafficWeek, trafficPerSecond, stores }: PaceGround): Pace | null {
  const [first] = trafficWeek;
  // A handful of rows says little, but more than nothing does.
  const least = first === undefined ? 1 : leastRowsForPace;
  const perHour = rows.length < least ? null : hourMs * rowsPerMs({ rows, nowMs });
  if (first === undefined) {
    return perHour === null ? null : { from: 'rows', timeFor: (count) => (count / perHour) * hourMs };
  }
  const byHour = new Map(
    trafficWeek.map(({ atMs, invocations }) => [Math.floor(atMs / hourMs), invocations]),
  );
  const firstHour = Math.floor(first.atMs / hourMs);
  const hour = Math.floor(nowMs / hourMs);
  const mean = [...byHour.values()].reduce((sum, value) => sum + value, 0) / byHour.size;
  const lately = (trafficPerSecond * hourMs) / 1000;
  const withoutPast = hour - firstHour < dayHours && lately > 0 ? lately : mean;
  /** The same hour of the last week. */
  const aWeekBefore = (ahead: number): number => {
    const before = hour - weekHours + (ahead % weekHours);
    return before < firstHour ? withoutPast : (byHour.get(before) ?? 0);
  };
  const present = aWeekBefore(0);
  if (perHour !== null && present === 0) {
    return { from: 'rows', timeFor: (count) => (count / perHour) * hourMs };
  }
  const scale = perHour === null ? 1 : perHour / present;
  const most = hourMs * ((stores.soak?.ramp.perSecond.at(-1) ?? Number.POSITIVE_INFINITY) / 1000);
  return {
    from: perHour === null ? 'last-week' : 'rows',
    timeFor: (count) => {
      let left = count;
      for (let ahead = 0; ahead < farthestHours; ahead += 1) {
        const startMs = Math.max(nowMs, (hour + ahead) * hourMs);
        const lengthMs = (hour + ahead + 1) * hourMs - startMs;
        const perMs = Math.min(most, aWeekBefore(ahead) * scale) / hourMs;
        if (perMs * lengthMs >= left) return left <= 0 ? 0 : startMs - nowMs + left / perMs;
        left -= perMs * lengthMs;
      }
      return Number.POSITIVE_INFINITY;
    },
  };
}

function rowsPerMs({ rows, nowMs }: Pick<Facts, 'rows' | 'nowMs'>): number {
  const latest = rows.filter(({ at }) => at >= nowMs - paceWindowMs);
  const counted = latest.length >= leastRowsForPace ? latest : rows;
  const since = counted[0]?.at ?? nowMs;
  return counted.length / Math.max(1, nowMs - since);
}
