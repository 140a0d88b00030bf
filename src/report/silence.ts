import type { Facts } from '../release/facts.ts';
import type { Marks } from './marks.ts';
import { counted } from './quantity.ts';
import { listed } from './sentences.ts';

/** Why nothing was compared, one clause without its full stop, and what somebody may do about it. */
export interface Silence {
  readonly why: string;
  readonly advice: string;
}

/** A soak without a comparison is not called silent before. */
const patienceMs = 120_000;

/** For how long nothing has been compared although it should have been, or null. */
export function silentForMs({ rows, nowMs, stores: { soak } }: Facts): number | null {
  const waitedMs = nowMs - (soak?.startedAtMs ?? nowMs);
  const compared = rows.some((row) => row.class !== 'missing');
  return compared || (waitedMs < patienceMs && rows.length === 0) ? null : waitedMs;
}

/** Why no request has been compared, as far as the definition and the rows tell. */
export function silenceOf({ rows, stores: { api, intake, soak } }: Facts, marks: Marks): Silence {
  const [method = 'ANY'] = (api?.route ?? '').split(' ');
  if (rows.length > 0) {
    return {
      why: `${counted(rows.length, 'request')} came, and twin and candidate answered none (${lostHow({ rows }, marks)})`,
      advice: 'The log of the runtime’s observer says more.',
    };
  }
  if (method !== 'ANY' && method !== '' && !intake.methods.includes(method)) {
    return {
      why: `${marks.code(method, 10)} is not declared safe, so its requests are served and not compared`,
      advice: 'If it is safe, say so in experiments.yml: `methods`, with `effects: none` or `sandboxed`.',
    };
  }
  if (intake.sampleRate === 0 && soak?.shadowing === 'on') {
    return {
      why: 'experiments.yml has shadowing switched off for this experiment',
      advice: 'Set `shadowing: on` in experiments.yml.',
    };
  }
  const where =
    api === null
      ? `the path ${marks.code(`/${intake.path}`, 80)} of front’s own endpoint`
      : marks.code(api.route, 80);
  const methods = listed(intake.methods.map((name) => marks.code(name, 10)));
  const which = method === 'ANY' || method === '' ? ` (${methods})` : '';
  const idle = soak?.ramp.trafficPerSecond === 0 ? '; production had none when the soak began' : '';
  return { why: `no request came by ${where}${which}${idle}`, advice: 'Requests are compared as they come.' };
}

/** Why observations have no answer, the commonest reason first: `throttled`, `lost`, … */
export function lostHow({ rows }: Pick<Facts, 'rows'>, marks: Marks): string {
  const reasons = rows
    .filter((row) => row.class === 'missing')
    .map(({ missingReason }) => missingReason ?? 'lost');
  const counts = [...Map.groupBy(reasons, (reason) => reason)].sort(
    ([one, a], [other, b]) => b.length - a.length || (one < other ? -1 : 1),
  );
  return listed(counts.slice(0, 3).map(([reason]) => marks.code(reason, 40)));
}
