import * as z from 'zod';
import { type ErrorName, ScientistError } from '../errors.ts';

const failureSchema = z.object({
  name: z.literal('HttpError'),
  status: z.int(),
  message: z.string(),
  response: z.object({ headers: z.record(z.string(), z.unknown()) }).optional(),
});

/** A failed request as octokit throws it. */
export type RequestFailure = z.output<typeof failureSchema>;

/** The failed request in anything thrown, or null. */
export function failureOf(thrown: unknown): RequestFailure | null {
  return failureSchema.safeParse(thrown).data ?? null;
}

/**
 * Asks GitHub and says in our words what went wrong: `NotPermitted`, `NotFound`, `Conflict`, `InvalidInput`
 * (GitHub refused what was sent) or `Unavailable`. `what` completes "GitHub did not …".
 */
export async function askGithub<T>(what: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (thrown) {
    const failure = failureOf(thrown);
    throw failure === null ? thrown : explained(what, failure, thrown);
  }
}

/** As `askGithub`, with null where GitHub knows no such thing. */
export async function askGithubForOptional<T>(what: string, ask: () => Promise<T>): Promise<T | null> {
  try {
    return await askGithub(what, ask);
  } catch (thrown) {
    if (thrown instanceof ScientistError && thrown.name === 'NotFound') {
      return null;
    }
    throw thrown;
  }
}

function explained(what: string, failure: RequestFailure, cause: unknown): ScientistError {
  const [name, remedy] = meaningOf(failure);
  return new ScientistError(
    name,
    {
      expected: `GitHub to ${what}`,
      found: `GitHub answered ${failure.status}: ${failure.message.slice(0, 300)}`,
      remedy,
    },
    cause,
  );
}

function meaningOf({ status, message, response }: RequestFailure): readonly [ErrorName, string] {
  const headers = response?.headers ?? {};
  const isLimit =
    status === 429 ||
    (status === 403 && (headers['x-ratelimit-remaining'] === '0' || /rate limit/i.test(message)));
  if (isLimit) {
    return ['Unavailable', 'The rate limit of this token is used up: the next run goes on.'];
  }
  switch (status) {
    case 401:
      return ['NotPermitted', 'Check the input github-token: GitHub does not know it.'];
    case 403:
      return ['NotPermitted', permissionRemedy(headers['x-accepted-github-permissions'])];
    case 404:
      return ['NotFound', 'It does not exist, or this token may not see it.'];
    case 409:
      return ['Conflict', 'Somebody else was faster: the next run reads again.'];
    case 422:
      return ['InvalidInput', 'GitHub refused what was sent.'];
    default:
      return ['Unavailable', 'Nothing is lost: the next run goes on.'];
  }
}

/** GitHub names the permissions that would have been enough, such as `checks=write`. */
function permissionRemedy(accepted: unknown): string {
  return typeof accepted === 'string' && /^[a-z_=;, ]{1,200}$/.test(accepted)
    ? `Give the workflow's job this permission: ${accepted}.`
    : 'Compare the permissions of the job with those of the template workflow.';
}
