/** A repository role as GitHub's `role_name` knows it; `none` for no access. */
export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

/** Access of an app's token: what the job's `permissions:` asked for. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

/** Who is calling. App tokens act as `github-actions[bot]`. */
export type Identity =
  | { readonly kind: 'user'; readonly token: string; readonly login: string }
  | {
      readonly kind: 'app';
      readonly token: string;
      readonly login: string;
      readonly permissions: Permissions;
    };

/** The app whose tokens a workflow gets on github.com: GitHub Actions, id 15368. */
export const actionsApp = { id: 15368, slug: 'github-actions', login: 'github-actions[bot]' } as const;

const ranks: Readonly<Record<Role, number>> = {
  none: 0,
  read: 1,
  triage: 2,
  write: 3,
  maintain: 4,
  admin: 5,
};

/** True when the role is at least the wanted one. */
export function atLeast(role: Role, wanted: Role): boolean {
  return ranks[role] >= ranks[wanted];
}
