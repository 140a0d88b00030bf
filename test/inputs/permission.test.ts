import { describe, expect, it } from 'vitest';
import { permissionFrom } from '../../src/inputs/permission.ts';

describe('a permission', () => {
  it.each([
    ['admin', 'admin', 'admin'],
    ['write', 'maintain', 'maintain'],
    ['write', 'write', 'write'],
    ['read', 'triage', 'triage'],
    ['read', 'read', 'read'],
    ['none', 'none', 'none'],
    // Names that an organisation invented say nothing.
    ['write', 'release-captain', 'write'],
    ['read', 'Admin', 'read'],
    ['write', undefined, 'write'],
  ])('%s with the role %s is %s', (permission, roleName, expected) => {
    expect(permissionFrom({ permission, role_name: roleName, user: { login: 'ana' } })).toBe(expected);
  });

  it.each([[{}], [null], [{ permission: 'owner', role_name: 'admin' }], [{ permission: true }]])(
    'is not guessed from %j',
    (answer) => {
      expect(() => permissionFrom(answer)).toThrow(/expected a permission/);
    },
  );
});
