import { type Json, parseJson } from '../github/json.ts';
import type { LabAddress } from '../start-lab.ts';

/** A person at GitHub's REST API, with a token of their own. */
export interface Speaker {
  /** Asks for a path below the repository's own. Throws an Error with GitHub's answer where that is a refusal. */
  ask(method: string, path: string, body?: Json): Promise<Json>;
}

/** Speaks as one of the lab's people. */
export function speakAs(
  { apiUrl, repository, tokens }: LabAddress['github'],
  person: keyof LabAddress['github']['tokens'],
): Speaker {
  return {
    ask: async (method, path, body) => {
      const answer = await fetch(`${apiUrl}/repos/${repository}${path}`, {
        method,
        headers: { authorization: `Bearer ${tokens[person]}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${person}: ${method} ${path}: ${answer.status} ${text}`);
      return text === '' ? null : parseJson(text);
    },
  };
}
