/** A run that is in a group or waits for it. */
export interface GroupMember {
  /** Ends what runs already, as `cancel-in-progress` asks. */
  readonly cancelsRunning: boolean;
  /** Called when a newcomer ends this one while it runs. */
  readonly cancel: () => void;
}

interface Waiting {
  readonly member: GroupMember;
  readonly resolve: (mayRun: boolean) => void;
}

interface Group {
  running: GroupMember;
  waiting: Waiting | undefined;
}

/** GitHub's concurrency groups: one runs, one waits, and a newcomer replaces the one that waits. */
export interface ConcurrencyGroups {
  /**
   * Waits for the group. Resolves to a function that leaves it, or to `undefined` when a newer run took the
   * waiting place.
   */
  readonly enter: (name: string, member: GroupMember) => Promise<(() => void) | undefined>;
}

/** Groups are told apart without regard to case, as on GitHub. */
export function concurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Group>();
  const leave = (key: string, group: Group) => () => {
    const next = group.waiting;
    group.waiting = undefined;
    if (next === undefined) {
      groups.delete(key);
      return;
    }
    group.running = next.member;
    next.resolve(true);
  };
  return {
    enter: async (name, member) => {
      const key = name.toLowerCase();
      const group = groups.get(key);
      if (group === undefined) {
        const fresh = { running: member, waiting: undefined };
        groups.set(key, fresh);
        return leave(key, fresh);
      }
      group.waiting?.resolve(false);
      if (member.cancelsRunning) group.running.cancel();
      const mayRun = await new Promise<boolean>((resolve) => {
        group.waiting = { member, resolve };
      });
      return mayRun ? leave(key, group) : undefined;
    },
  };
}
