/** A run that asks to enter a group; `false` means it was cancelled while waiting. */
interface Waiting {
  readonly resolve: (mayRun: boolean) => void;
}

interface Group {
  running: boolean;
  waiting: Waiting | undefined;
}

/** GitHub's concurrency groups: one runs, one waits, and a newcomer replaces the one that waits. */
export interface ConcurrencyGroups {
  /**
   * Waits for the group. Resolves to a function that leaves it, or to `undefined` when a newer run took the
   * waiting place.
   */
  readonly enter: (name: string) => Promise<(() => void) | undefined>;
}

/** Groups are told apart without regard to case, as on GitHub. `cancel-in-progress` is the caller's affair. */
export function concurrencyGroups(): ConcurrencyGroups {
  const groups = new Map<string, Group>();
  const leave = (key: string, group: Group) => () => {
    group.running = false;
    const next = group.waiting;
    group.waiting = undefined;
    if (next === undefined) {
      groups.delete(key);
      return;
    }
    group.running = true;
    next.resolve(true);
  };
  return {
    enter: async (name) => {
      const key = name.toLowerCase();
      const group = groups.get(key) ?? { running: false, waiting: undefined };
      groups.set(key, group);
      if (!group.running) {
        group.running = true;
        return leave(key, group);
      }
      group.waiting?.resolve(false);
      const mayRun = await new Promise<boolean>((resolve) => {
        group.waiting = { resolve };
      });
      return mayRun ? leave(key, group) : undefined;
    },
  };
}
