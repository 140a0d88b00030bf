import type { PullRequestOutcome } from '../release/outcome.ts';
import { type CheckState, stateOf } from './check-state.ts';
import type { Marks } from './marks.ts';
import { count } from './quantity.ts';
import { listedUpTo } from './sentences.ts';

/** Names beyond this many are counted. */
const maxNames = 5;

/** How several functions stand, counted: `1 of 3 functions is ready, 1 under way (sort), 1 blocked (fizzbuzz).` */
export function overviewOf({ functions, problems }: PullRequestOutcome, marks: Marks): string {
  const states: readonly { readonly key: string; readonly state: CheckState }[] = [
    ...functions.map((fn) => ({ key: fn.facts.function.key, state: stateOf(fn) })),
    ...problems.map(({ key }) => ({ key: key ?? 'the gate', state: 'failure' as const })),
  ];
  const of = (wanted: CheckState): readonly string[] =>
    states.filter(({ state }) => state === wanted).map(({ key }) => key);
  const [ready, waiting, blocked] = [of('success'), of('in_progress'), of('failure')];
  const parts = [
    `${count(ready.length)} of ${count(states.length)} functions ${ready.length === 1 ? 'is' : 'are'} ready`,
    ...(waiting.length === 0 ? [] : [`${count(waiting.length)} under way (${names(waiting, marks)})`]),
    ...(blocked.length === 0 ? [] : [`${count(blocked.length)} blocked (${names(blocked, marks)})`]),
  ];
  return `${parts.join(', ')}.`;
}

function names(keys: readonly string[], marks: Marks): string {
  return listedUpTo(
    maxNames,
    keys.map((key) => marks.code(key, 60)),
  );
}
