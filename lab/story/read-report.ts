import { at, type JsonObject, objectsAt, textAt } from '../github/json.ts';
import type { Speaker } from './speak-github.ts';

/** The gate's comment on a pull request. */
export interface ReportComment {
  /** Address for people. */
  readonly url: string;
  readonly body: string;
  /** Its first sentence, which says the decision. */
  readonly headline: string;
}

/** The gate's check on a commit. */
export interface ReportCheck {
  readonly status: string;
  readonly conclusion: string | null;
  readonly title: string;
  readonly summary: string;
  /** sha256 of the evidence bundle (hex), empty where there is none. */
  readonly evidenceSha256: string;
}

const gateLogin = 'github-actions[bot]';
const checkName = 'scientist';
/** The gate's own checks begin so; a job of the workflow may have their name. */
const externalIdPrefix = 'scientist:';

/** The gate's comment, or null. Throws an Error where there are several: one is promised. */
export async function readComment(speaker: Speaker, pullNumber: number): Promise<ReportComment | null> {
  const all = objectsAt(await speaker.ask('GET', `/issues/${pullNumber}/comments?per_page=100`));
  const [first, ...more] = all.filter((comment) => at(comment, 'user', 'login') === gateLogin);
  if (more.length > 0)
    throw new Error(`pull request ${pullNumber} has ${more.length + 1} comments of the gate`);
  if (first === undefined) return null;
  const body = textAt(first, 'body');
  const headline = /^\*\*(.+)\*\*$/m.exec(body)?.[1] ?? '';
  return { url: textAt(first, 'html_url'), body, headline };
}

/** The latest check `scientist` of a commit, or null. Jobs show as checks of their own names beside it. */
export async function readCheck(speaker: Speaker, headSha: string): Promise<ReportCheck | null> {
  const runs = objectsAt(
    await speaker.ask('GET', `/commits/${headSha}/check-runs?per_page=100`),
    'check_runs',
  ).filter(({ name, external_id: id }) => name === checkName && String(id).startsWith(externalIdPrefix));
  const latest = runs.toSorted((one, other) => Number(one.id) - Number(other.id)).at(-1);
  return latest === undefined ? null : checkOf(latest);
}

function checkOf(run: JsonObject): ReportCheck {
  const text = (value: unknown) => (typeof value === 'string' ? value : '');
  return {
    status: textAt(run, 'status'),
    conclusion: typeof run.conclusion === 'string' ? run.conclusion : null,
    title: text(at(run, 'output', 'title')),
    summary: text(at(run, 'output', 'summary')),
    evidenceSha256: text(run.external_id).slice(externalIdPrefix.length),
  };
}
