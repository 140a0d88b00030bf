import { type Answer, type Call, Refusal, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { at } from '../json.ts';

/** Who a token is. Apps have no `/user`; GraphQL tells them, and of GraphQL the lab plays only that. */
export function accountRoutes(hub: Hub): Route[] {
  return [
    { method: 'GET', pattern: '/user', answer: (call) => user(hub, call) },
    { method: 'POST', pattern: '/graphql', answer: (call) => viewer(call) },
  ];
}

async function user(hub: Hub, call: Call): Promise<Answer> {
  if (call.identity.kind === 'app') throw new Refusal(403, 'Resource not accessible by integration');
  if (call.identity.login === '') throw new Refusal(401, 'Requires authentication');
  return hub.forward(call);
}

async function viewer(call: Call): Promise<Answer> {
  if (call.identity.login === '') throw new Refusal(401, 'This endpoint requires you to be authenticated.');
  const query = String(at(call.body, 'query')).replaceAll(/\s+/g, ' ').trim();
  if (/^(query )?\{ viewer \{ login \} \}$/.test(query))
    return { status: 200, body: { data: { viewer: { login: call.identity.login } } } };
  return { status: 200, body: { errors: [{ message: `the lab does not play this query: ${query}` }] } };
}
