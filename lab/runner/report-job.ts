import { numberAt, parseJson } from '../github/json.ts';
import type { Conclusion } from '../github/run-record.ts';
import type { GithubLab } from '../github/start-github.ts';

/** Completes the check of a job. */
export type CompleteCheck = (conclusion: Conclusion) => Promise<void>;

/**
 * Shows a job as a check run of its name on a commit, as GitHub does. Whoever may change a workflow can so write a
 * check of any name, by the same app as the gate's own: what the product must not fall for.
 */
export async function reportJob(github: GithubLab, name: string, headSha: string): Promise<CompleteCheck> {
  const token = await github.appToken({ checks: 'write' });
  const send = async (method: string, path: string, body: object) => {
    const response = await fetch(`${github.apiUrl}/repos/${github.repository}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`check of job ${name}: ${response.status} ${text}`);
    return numberAt(parseJson(text), 'id');
  };
  const id = await send('POST', '/check-runs', { name, head_sha: headSha, status: 'in_progress' });
  return async (conclusion) => {
    await send('PATCH', `/check-runs/${id}`, { conclusion });
  };
}
