import type { Permission } from './permission.ts';

/** What a person may ask for in a comment. SHAs are full: 40 hex digits. */
export type Command =
  | { readonly verb: 'promote'; readonly sha: string }
  | { readonly verb: 'soak'; readonly sha: string }
  | { readonly verb: 'rollback' }
  | { readonly verb: 'stop' }
  | { readonly verb: 'help' }
  /** Not a command of ours, or one used wrongly: one sentence that says what was meant to be typed. */
  | { readonly verb: 'unknown'; readonly problem: string };

/** A command with who gave it, when, and what they may do here. */
export interface GivenCommand {
  readonly commentId: number;
  readonly by: string;
  readonly permission: Permission;
  readonly atMs: number;
  readonly command: Command;
}
