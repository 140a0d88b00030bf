import { at, type Json, objectsAt, parseJson, textAt } from '../github/json.ts';
import { parseWorkflow, type Workflow } from './workflow.ts';

const folder = '.github/workflows';

/**
 * Reads the workflow files of a commit through the REST API, once per commit. A commit without the folder
 * has none.
 * @throws Error with GitHub's answer when it cannot be read; whatever `parseWorkflow` throws.
 */
export function workflowReader(
  apiUrl: string,
  repository: string,
  token: () => Promise<string>,
): (sha: string) => Promise<readonly Workflow[]> {
  const known = new Map<string, Promise<readonly Workflow[]>>();
  const ask = async (path: string, sha: string): Promise<Json | undefined> => {
    const response = await fetch(`${apiUrl}/repos/${repository}/contents/${path}?ref=${sha}`, {
      headers: { authorization: `Bearer ${await token()}` },
    });
    const text = await response.text();
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`${path} at ${sha}: ${response.status} ${text}`);
    return parseJson(text);
  };
  const read = async (sha: string): Promise<readonly Workflow[]> => {
    const listing = await ask(folder, sha);
    if (listing === undefined) return [];
    const paths = objectsAt(listing)
      .map((entry) => textAt(entry, 'path'))
      .filter((path) => /\.ya?ml$/.test(path));
    return Promise.all(
      paths.map(async (path) => {
        const file = await ask(path, sha);
        return parseWorkflow(path, Buffer.from(String(at(file, 'content')), 'base64').toString('utf8'));
      }),
    );
  };
  return (sha) => {
    const reading = known.get(sha) ?? read(sha);
    known.set(sha, reading);
    return reading;
  };
}
