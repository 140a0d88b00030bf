import { Refusal } from './exchange.ts';
import type { Identity } from './identity.ts';

/** @throws Refusal 403 unless one of the named permissions is granted at that level. */
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
  if (!granted) throw new Refusal(403, 'Resource not accessible by integration');
}
