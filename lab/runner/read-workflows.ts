import { messageOf } from '../../src/errors.ts';
import { type Json, objectsAt, parseJson, textAt } from '../github/json.ts';
import { parseWorkflow, type Workflow } from './workflow.ts';

const folder = '.github/workflows';

/**
 * Reads the workflow files of a commit through the REST API, once per commit if that succeeds. A commit without the
 * folder has none; a file that the lab cannot play is told to `log` and left out, as one broken file stops no other on
 * GitHub.
 * @throws Error with GitHub's answer when the folder cannot be read.
 */
export function workflowReader(
  apiUrl: string,
  repository: string,
  token: string,
  log: (line: string) => void,
): (sha: string) => Promise<readonly Workflow[]> {
  const known = new Map<string, Promise<readonly Workflow[]>>();
  const ask = async (path: string, sha: string): Promise<Json | undefined> => {
    const response = await fetch(`${apiUrl}/repos/${repository}/contents/${path}?ref=${sha}`, {
      headers: { authorization: `Bearer ${token}` },
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
    const files = await Promise.all(paths.map(async (path) => ({ path, file: await ask(path, sha) })));
    return files.flatMap(({ path, file }) => {
      try {
        return [parseWorkflow(path, Buffer.from(textAt(file, 'content'), 'base64').toString('utf8'))];
      } catch (error) {
        log(`${path} at ${sha} is not played: ${messageOf(error)}`);
        return [];
      }
    });
  };
  return (sha) => {
    const reading =
      known.get(sha) ??
      read(sha).catch((thrown: unknown) => {
        // The next event of this commit asks again.
        known.delete(sha);
        throw thrown;
      });
    known.set(sha, reading);
    return reading;
  };
}
