import type { LabAddress } from '../start-lab.ts';
import type { Patience } from './await-sight.ts';
import { type Account, openAccount } from './open-account.ts';
import { type Speaker, speakAs } from './speak-github.ts';

/** People at GitHub and somebody who looks at AWS: all that a story is told with. */
export interface Story extends Patience {
  readonly author: Speaker;
  readonly reviewer: Speaker;
  readonly maintainer: Speaker;
  readonly outsider: Speaker;
  readonly account: Account;
  readonly clientUrl: string;
  close(): void;
}

/** Opens a story in a lab, by nothing but the address that the lab prints. */
export async function openStory(address: LabAddress, patience: Partial<Patience> = {}): Promise<Story> {
  const account = await openAccount(address);
  return {
    onSight: patience.onSight ?? (() => {}),
    stop: patience.stop ?? new AbortController().signal,
    author: speakAs(address.github, 'author'),
    reviewer: speakAs(address.github, 'reviewer'),
    maintainer: speakAs(address.github, 'maintainer'),
    outsider: speakAs(address.github, 'outsider'),
    account,
    clientUrl: address.clientUrl,
    close: () => account.close(),
  };
}
