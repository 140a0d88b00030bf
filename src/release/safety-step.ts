import type { ErrorStory } from '../errors.ts';
import type { SafetyFacts } from './facts.ts';
import { History } from './history.ts';
import { acknowledgeUrgent, rollBackOnRequest, stopOnRequest, stopWatchOnRequest } from './people-rules.ts';
import { rollBackOnHarm } from './production-rules.ts';
import { detachIdle, type SafetySituation } from './situation.ts';
import type { Step } from './step.ts';

/** Steps that make production safer. None of them deploys anything or lets anything through. */
export type SafetyStep = Extract<
  Step,
  { readonly kind: 'acknowledge' | 'roll-back' | 'stop-shadowing' | 'detach' }
>;

/** What people said comes before what rows say: it takes nothing that may be unreadable. */
const rules: readonly ((situation: SafetySituation) => Step | null)[] = [
  acknowledgeUrgent,
  rollBackOnRequest,
  stopWatchOnRequest,
  stopOnRequest,
  leavePromoted,
  rollBackOnHarm,
];

/**
 * What is done where the rest of the facts cannot be read: rollbacks and stops that somebody asked for, the rollback
 * that a watch asks for, and the way back of a route that was handed over to what is taken back. Null where there is nothing of it to do.
 */
export function safetyStep(facts: SafetyFacts): SafetyStep | null {
  const situation = { facts, history: new History(facts.journal, facts.pullRequest.number) };
  for (const rule of rules) {
    const step = rule(situation);
    if (step !== null && makesSafer(step)) {
      return step;
    }
  }
  return null;
}

/** What a step did, as a clause for people; null of one that is only a note. */
export function safetyClause(step: SafetyStep): string | null {
  switch (step.kind) {
    case 'acknowledge':
      return null;
    case 'roll-back':
      return `the promotion was taken back (${step.because})`;
    case 'stop-shadowing':
      return `${step.id} was stopped (${step.because})`;
    case 'detach':
      return 'front was taken off the route';
  }
}

/** A problem that says what was done in spite of it. */
export function withDone(story: ErrorStory, done: readonly string[]): ErrorStory {
  return done.length === 0
    ? story
    : { ...story, found: `${story.found}. Done all the same: ${done.join('; ')}` };
}

function makesSafer(step: Step): step is SafetyStep {
  return (
    step.kind === 'acknowledge' ||
    step.kind === 'roll-back' ||
    step.kind === 'stop-shadowing' ||
    step.kind === 'detach'
  );
}

/** A route that was handed over leads clients past front to what was taken back: it goes back too. */
function leavePromoted({ facts }: SafetySituation): Step | null {
  const { attachment } = facts.stores;
  return attachment === null || attachment.pointsAt === facts.frontArn ? null : detachIdle(facts);
}
