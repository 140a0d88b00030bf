import * as z from 'zod';
import { messageOf, ScientistError } from '../errors.ts';
import { commandLineOf } from './command.ts';
import { parseOutside } from './outside-data.ts';

/**
 * Which pull requests a run is about. The event only wakes the gate: what to do follows from facts that are
 * read anew, so nothing else of the payload is used.
 */
export type RunScope =
  /** `headSha` is the head that the event speaks of, null where it speaks of none; the present one may be newer. */
  | { readonly kind: 'pull-request'; readonly number: number; readonly headSha: string | null }
  /** Pull requests whose head this is: a run from a fork names none, and a branch may have several. */
  | { readonly kind: 'head'; readonly headSha: string }
  | { readonly kind: 'all' }
  | { readonly kind: 'merge-group'; readonly headSha: string }
  | { readonly kind: 'none'; readonly why: string };

const remedy = 'Check GITHUB_EVENT_NAME and the file at GITHUB_EVENT_PATH.';

const number = z.int().min(1).max(2_147_483_647);
const sha = z.string().regex(/^[0-9a-f]{40}$/);

const pullRequestSchema = z.object({
  pull_request: z.object({ number, head: z.object({ sha }).nullish() }),
});

const workflowRunSchema = z.object({
  workflow_run: z.object({
    event: z.string(),
    head_sha: sha,
    pull_requests: z
      .array(z.object({ number, base: z.object({ repo: z.object({ id: z.number() }) }) }))
      .nullish(),
  }),
  repository: z.object({ id: z.number() }),
});

const issueCommentSchema = z.object({
  action: z.string(),
  issue: z.object({ number, pull_request: z.object({}).nullish() }),
  comment: z.object({ body: z.string().nullish(), user: z.object({ type: z.string() }).nullish() }),
});

const mergeGroupSchema = z.object({ action: z.string(), merge_group: z.object({ head_sha: sha }) });

const dispatchSchema = z.object({
  inputs: z.object({ 'pull-request': z.string().nullish() }).nullish(),
});

/**
 * Reads the event that started the run: `GITHUB_EVENT_NAME` and the JSON text at `GITHUB_EVENT_PATH`.
 * Throws `InvalidInput` for text that is no such event.
 */
export function parseEvent(name: string, payloadText: string): RunScope {
  const payload = parseJson(name, payloadText);
  switch (name) {
    case 'schedule':
      return { kind: 'all' };
    case 'workflow_dispatch':
      return scopeOfDispatch(parse(name, dispatchSchema, payload));
    case 'workflow_run':
      return scopeOfRun(parse(name, workflowRunSchema, payload));
    case 'issue_comment':
      return scopeOfComment(parse(name, issueCommentSchema, payload));
    case 'pull_request':
    case 'pull_request_target':
    case 'pull_request_review':
      return scopeOfPullRequest(parse(name, pullRequestSchema, payload));
    case 'merge_group': {
      const { action, merge_group } = parse(name, mergeGroupSchema, payload);
      return action === 'checks_requested'
        ? { kind: 'merge-group', headSha: merge_group.head_sha }
        : none('the merge group is gone');
    }
    default:
      return none('this event says nothing about pull requests');
  }
}

function scopeOfPullRequest({ pull_request }: z.output<typeof pullRequestSchema>): RunScope {
  return { kind: 'pull-request', number: pull_request.number, headSha: pull_request.head?.sha ?? null };
}

function scopeOfDispatch({ inputs }: z.output<typeof dispatchSchema>): RunScope {
  const typed = inputs?.['pull-request']?.trim() ?? '';
  if (typed === '') {
    return { kind: 'all' };
  }
  const parsed = number.safeParse(/^#?\d{1,10}$/.test(typed) ? Number(typed.replace('#', '')) : Number.NaN);
  if (!parsed.success) {
    throw new ScientistError('InvalidInput', {
      expected: 'the number of a pull request, or nothing for all',
      found: 'something else in the input pull-request',
      remedy: 'Start the workflow again, such as with 12.',
    });
  }
  return { kind: 'pull-request', number: parsed.data, headSha: null };
}

/** A finished run of the package workflow or of the review signal. */
function scopeOfRun({ workflow_run: run, repository }: z.output<typeof workflowRunSchema>): RunScope {
  if (run.event !== 'pull_request' && run.event !== 'pull_request_review') {
    return none('the finished run was not about a pull request');
  }
  // A branch with an upstream lists pull requests of other repositories too.
  const own = (run.pull_requests ?? []).filter(({ base }) => base.repo.id === repository.id);
  const [only, ...more] = own;
  return only !== undefined && more.length === 0
    ? { kind: 'pull-request', number: only.number, headSha: run.head_sha }
    : { kind: 'head', headSha: run.head_sha };
}

function scopeOfComment({ action, issue, comment }: z.output<typeof issueCommentSchema>): RunScope {
  if (!issue.pull_request) {
    return none('the comment is on an issue, not on a pull request');
  }
  if (action !== 'created') {
    return none('only new comments are read, never edited ones');
  }
  if (comment.user?.type === 'Bot' || commandLineOf(comment.body ?? '') === null) {
    return none('the comment is no command');
  }
  return { kind: 'pull-request', number: issue.number, headSha: null };
}

function none(why: string): RunScope {
  return { kind: 'none', why };
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    const found = `Text that is no JSON (${messageOf(thrown)})`;
    const expected = `the payload of a ${name} event`;
    throw new ScientistError('InvalidInput', { expected, found, remedy }, thrown);
  }
}

function parse<T>(name: string, schema: z.ZodType<T>, payload: unknown): T {
  return parseOutside(`the payload of a ${name} event`, schema, payload, remedy);
}
