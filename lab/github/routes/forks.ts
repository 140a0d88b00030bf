import { copyCommits } from '../copy-commits.ts';
import type { Answer, Call, Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { isObject, textAt } from '../json.ts';

/** Forks, with the history of what they fork. */
export function forkRoutes(hub: Hub): Route[] {
  return [{ method: 'POST', pattern: '/repos/:owner/:repo/forks', answer: (call) => fork(hub, call) }];
}

async function fork(hub: Hub, call: Call): Promise<Answer> {
  const answer = await hub.forward(call, call.body ?? {});
  if (answer.status !== 202 || !isObject(answer.body)) return answer;
  const { login } = call.identity;
  const name = textAt(answer.body, 'full_name');
  const main = hub.ledger.heads.get(`${hub.repository}:main`);
  if (main === undefined) return answer;
  await copyCommits(
    (method, path, body) => hub.asOwner(method, `/repos/${hub.repository}${path}`, body),
    (method, path, body) => hub.asLogin(login, method, `/repos/${name}${path}`, body),
    main,
  );
  // The emulator begins a fork with a commit of its own.
  const moved = { sha: main, force: true };
  await hub.asLogin(login, 'PATCH', `/repos/${name}/git/refs/heads/main`, moved);
  hub.ledger.heads.set(`${name}:main`, main);
  return answer;
}
