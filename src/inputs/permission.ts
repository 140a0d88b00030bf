import * as z from 'zod';
import type { Permission } from '../release/permission.ts';
import { parseAnswer } from './outside-data.ts';

const roles = z.enum(['none', 'read', 'triage', 'write', 'maintain', 'admin']);

const answerSchema = z.object({ permission: roles, role_name: z.string().nullish() });

/**
 * A person's permission from `GET /repos/{owner}/{repo}/collaborators/{login}/permission`. `role_name` tells
 * maintain and triage apart, but an organisation may invent names: then the coarse `permission` counts.
 */
export function permissionFrom(answer: unknown): Permission {
  const { permission, role_name } = parseAnswer('a permission', answerSchema, answer);
  const role = roles.safeParse(role_name);
  return role.success ? role.data : permission;
}
