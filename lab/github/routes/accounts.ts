import { type Answer, type Call, Refusal, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { at } from '../json.ts';
import { requirePermission } from '../require-permission.ts';

/** Who a token is. Apps have no `/user`; GraphQL tells them. */
export function accountRoutes(hub: Hub): Route[] {
  return [
    { method: 'GET', pattern: '/user', answer: (call) => user(hub, call) },
    { method: 'POST', pattern: '/graphql', answer: (call) => graphql(hub, call) },
  ];
}

async function user(hub: Hub, call: Call): Promise<Answer> {
  if (call.identity.kind === 'app') throw new Refusal(403, 'Resource not accessible by integration');
  if (call.identity.login === '') throw new Refusal(401, 'Requires authentication');
  return hub.forward(call);
}

/** Of GraphQL the lab plays two queries: whose token it is, and whether comments were edited. */
async function graphql(hub: Hub, call: Call): Promise<Answer> {
  if (call.identity.login === '') throw new Refusal(401, 'This endpoint requires you to be authenticated.');
  const query = String(at(call.body, 'query')).replaceAll(/\s+/g, ' ').trim();
  if (/^(query )?\{ viewer \{ login \} \}$/.test(query))
    return { status: 200, body: { data: { viewer: { login: call.identity.login } } } };
  if (
    /^query \(\$ids: \[ID!\]!\) \{ nodes\(ids: \$ids\) \{ \.\.\. on IssueComment \{ fullDatabaseId lastEditedAt includesCreatedEdit \} \} \}$/.test(
      query,
    )
  )
    return editsOf(hub, call);
  return { status: 200, body: { errors: [{ message: `the lab does not play this query: ${query}` }] } };
}

/** In the order asked, as GitHub does; null with an error beside it for what is no comment. */
function editsOf(hub: Hub, call: Call): Answer {
  requirePermission(call.identity, ['issues', 'pull_requests'], 'read');
  const asked = at(call.body, 'variables', 'ids');
  const nodes = (Array.isArray(asked) ? asked : []).map((id) => {
    const number = /^0:IssueComment(\d+)$/.exec(Buffer.from(String(id), 'base64').toString())?.[1];
    const times = hub.ledger.comments.get(Number(number));
    if (times === undefined) return null;
    const { isEdited, updatedAt } = times;
    return {
      fullDatabaseId: String(number),
      lastEditedAt: isEdited ? updatedAt : null,
      includesCreatedEdit: isEdited,
    };
  });
  const errors = nodes.includes(null) ? [{ type: 'NOT_FOUND', message: 'Could not resolve to a node' }] : [];
  return { status: 200, body: errors.length === 0 ? { data: { nodes } } : { data: { nodes }, errors } };
}
