import { ScientistError } from '../errors.ts';
import { checksFrom, type ShownCheck } from '../inputs/check-run.ts';
import type { CheckReport } from '../report/check.ts';
import { askGithub } from './ask-github.ts';
import { type GithubRepository, inRepository } from './github-repository.ts';
import { isSameText } from './same-text.ts';

/** The name that a branch rule requires. */
export const checkName = 'scientist';

/** Longest `summary` and `text`, in characters (REST reference, "Create a check run"). */
export const maxCheckOutputCharacters = 65_535;

/** Tells our check from a workflow's job that happens to have its name. */
const externalIdPrefix = 'scientist:';

/**
 * Creates, updates or leaves the check of a commit. A completed check cannot be taken back on GitHub, so
 * another outcome is another check run of the same name, of which the newest counts.
 * `ownLogin` is asked only where such a check stands. Throws `InvalidInput` for output above the limit.
 */
export async function publishCheck(
  repository: GithubRepository,
  check: CheckReport,
  ownLogin: () => Promise<string>,
): Promise<void> {
  assertLength(check);
  const shown = await findOwnCheck(repository, check.headSha, ownLogin);
  const { rest } = repository.octokit;
  const { title, summary, text } = check;
  const content = {
    ...inRepository(repository),
    name: checkName,
    external_id: externalIdPrefix + check.externalId,
    output: { title, summary, ...(text === '' ? {} : { text }) },
    ...outcomeOf(check),
  };
  if (shown === null || isOver(shown, check)) {
    await askGithub('create the check', () =>
      rest.checks.create({ ...content, head_sha: check.headSha, request: { retries: 0 } }),
    );
  } else if (!isSame(shown, check)) {
    await askGithub('update the check', () => rest.checks.update({ ...content, check_run_id: shown.id }));
  }
}

async function findOwnCheck(
  repository: GithubRepository,
  headSha: string,
  ownLogin: () => Promise<string>,
): Promise<ShownCheck | null> {
  const { octokit } = repository;
  const answer = await askGithub('list the checks of the head', () =>
    octokit.paginate(octokit.rest.checks.listForRef, {
      ...inRepository(repository),
      ref: headSha,
      check_name: checkName,
      filter: 'all',
      per_page: 100,
    }),
  );
  const named = checksFrom(answer).filter(
    ({ name, externalId }) => name === checkName && externalId.startsWith(externalIdPrefix),
  );
  if (named.length === 0) {
    return null;
  }
  const login = await ownLogin();
  return named.find(({ by }) => by === login) ?? null;
}

/** A conclusion completes a check, so there is none before. */
function outcomeOf({ status, conclusion }: CheckReport) {
  return conclusion === null ? { status } : { status: 'completed' as const, conclusion };
}

function isOver(shown: ShownCheck, { conclusion }: CheckReport): boolean {
  return shown.status === 'completed' && shown.conclusion !== conclusion;
}

function isSame(shown: ShownCheck, check: CheckReport): boolean {
  return (
    shown.status === check.status &&
    shown.externalId === externalIdPrefix + check.externalId &&
    shown.title === check.title &&
    isSameText(shown.summary, check.summary) &&
    isSameText(shown.text, check.text)
  );
}

function assertLength({ summary, text }: CheckReport): void {
  const longest = Math.max(summary.length, text.length);
  if (longest > maxCheckOutputCharacters) {
    throw new ScientistError('InvalidInput', {
      expected: `check output of at most ${maxCheckOutputCharacters} characters`,
      found: `It has ${longest}`,
      remedy: 'This is a fault of serverless-scientist: please report it.',
    });
  }
}
