import type { Answer, Call, Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { isObject } from '../json.ts';
import { presentRepository } from '../present-repository.ts';

/** The repository itself, with the counts the emulator leaves out. */
export function repositoryRoutes(hub: Hub): Route[] {
  return [{ method: 'GET', pattern: '/repos/:owner/:repo', answer: (call) => show(hub, call) }];
}

async function show(hub: Hub, call: Call): Promise<Answer> {
  const answer = await hub.forward(call);
  if (answer.status !== 200 || !isObject(answer.body)) return answer;
  return { ...answer, body: presentRepository(hub, answer.body) };
}
