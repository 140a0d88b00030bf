import { Refusal } from './exchange.ts';
import type { Identity } from './identity.ts';

/**
 * Any one of the named permissions at that level is enough, for app tokens; people have roles instead.
 * @throws Refusal 403 as GitHub words it, with the header that names what would have been enough.
 */
export function requirePermission(
  identity: Identity,
  names: readonly string[],
  level: 'read' | 'write',
): void {
  if (identity.kind === 'user') return;
  const granted = names.some((name) => {
    const held = identity.permissions[name];
    return held === 'write' || (held === 'read' && level === 'read');
  });
  if (granted) return;
  const accepted = names.map((name) => `${name}=${level}`).join('; ');
  throw new Refusal(403, 'Resource not accessible by integration', undefined, {
    'x-accepted-github-permissions': accepted,
  });
}
