import { expect, it } from 'vitest';
import { type Asking, answered } from '../../../prove/soaks/asking.ts';

const nothing: Asking = {
  drifted: false,
  denied: false,
  twinFails: false,
  candidateFails: false,
  wrong: false,
};

const cases: readonly (readonly [string, Partial<Asking>, ReturnType<typeof answered>['class'], boolean])[] =
  [
    ['nothing', {}, 'same', true],
    ['a wrong answer', { wrong: true }, 'differs', true],
    ['an error of the candidate, gone when asked again', { candidateFails: true }, 'flickered', true],
    ['an error of the twin, gone when asked again', { twinFails: true }, 'flickered', false],
    ['an error of both', { twinFails: true, candidateFails: true }, 'not-comparable', false],
    ['an error of the twin beside a wrong answer', { twinFails: true, wrong: true }, 'not-comparable', false],
    [
      'an error of the candidate that is wrong when asked again',
      { candidateFails: true, wrong: true },
      'differs',
      true,
    ],
    ['data that moved on', { drifted: true }, 'not-comparable', false],
    ['a wrong answer on data that moved on', { drifted: true, wrong: true }, 'not-comparable', false],
    ['what is denied to both', { denied: true }, 'not-comparable', false],
  ];

it.each(cases)('%s is seen as the observer sees it', (_, befell, expectedClass, reproduced) => {
  const asking = { ...nothing, ...befell };
  expect(answered(asking)).toEqual({
    class: expectedClass,
    reproduced,
    twinFailed: asking.denied || asking.twinFails,
    candidateFailed: asking.denied || asking.candidateFails,
    difference: expectedClass === 'differs' ? 'made' : null,
  });
});
