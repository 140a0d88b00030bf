import { type Answer, type Call, notFound, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import type { Role } from '../identity.ts';
import { userOf } from '../present-pull.ts';

/** The permission endpoint, in GitHub's four words and with the role's own name beside. */
export function collaboratorRoutes(hub: Hub): Route[] {
  return [
    {
      method: 'GET',
      pattern: '/repos/:owner/:repo/collaborators/:login/permission',
      answer: (call) => permission(hub, call),
    },
  ];
}

async function permission(hub: Hub, call: Call): Promise<Answer> {
  const login = call.params.login;
  if (login === undefined) throw notFound();
  const role = hub.roleOfLogin(login);
  const user = await userOf(hub, login);
  const shown = { ...user, permissions: grantsOf(role), role_name: role };
  return { status: 200, body: { permission: coarse(role), role_name: role, user: shown } };
}

/** GitHub reports `maintain` as `write` and `triage` as `read` (REST reference, "Get repository permissions"). */
function coarse(role: Role): 'admin' | 'write' | 'read' | 'none' {
  switch (role) {
    case 'admin':
    case 'none':
    case 'read':
    case 'write':
      return role;
    case 'maintain':
      return 'write';
    case 'triage':
      return 'read';
  }
}

function grantsOf(role: Role) {
  return {
    admin: role === 'admin',
    maintain: role === 'admin' || role === 'maintain',
    push: role === 'admin' || role === 'maintain' || role === 'write',
    triage: role !== 'read' && role !== 'none',
    pull: role !== 'none',
  };
}
