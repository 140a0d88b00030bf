import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReleasesChange } from '../../../scientist-runtime/contract/release-changes.ts';
import { type Finished, runProgram } from '../../harness/built-program.ts';
import { madeRelease } from '../../scientist-runtime/contract/made-releases.ts';
import { deployNamed } from '../aws/named-functions.ts';
import {
  configurationText,
  control,
  experiment,
  type RoundAccount,
  startRoundAccount,
} from '../aws/round-account.ts';
import { arnOf, frontArn } from '../aws/runtime-stack.ts';

/** An account with a release in it, and the command line in a clone beside it. */
export interface OperatorFixture extends RoundAccount {
  /** Runs the command line; the environment tells where AWS is, unless something else is given. */
  run(programArguments: readonly string[], env?: Readonly<Record<string, string>>): Promise<Finished>;
  /** Registers a soak and attaches the route, then promotes, then hands the route over. */
  begin(stage: 'soak' | 'watch' | 'handed over'): Promise<void>;
}

export const dressed = arnOf('acme-functions-round--r7');

export async function startOperatorFixture(): Promise<OperatorFixture> {
  const account = await startRoundAccount();
  const { ports, api, environment } = account;
  await deployNamed('acme-functions-round--r7');
  const clone = mkdtempSync(join(tmpdir(), 'scientist clone '));
  mkdirSync(join(clone, '.github'));
  writeFileSync(join(clone, '.github/scientist.yml'), configurationText);
  return {
    ...account,
    run: (programArguments, env = environment) =>
      runProgram('src/cli.ts', programArguments, { cwd: clone, env: { GITHUB_ACTOR: 'olga', ...env } }),
    begin: async (stage) => {
      const attachment = await ports.route.attach(api, frontArn, 1_700_000_000_000);
      const release = madeRelease({ pullRequest: 7, control });
      const changes: ReleasesChange[] = [
        { kind: 'register', id: 'round-pr7', release },
        { kind: 'attach', experiment, attachment },
      ];
      if (stage !== 'soak') {
        const override = { was: control, now: dressed, release: 'round-pr7', atMs: 1_700_000_000_000 };
        changes.push({ kind: 'override', experiment, override });
      }
      if (stage === 'handed over') {
        await ports.route.detach(attachment, dressed);
        changes.push({ kind: 'attach', experiment, attachment: { ...attachment, pointsAt: dressed } });
      }
      await ports.definition.change(changes);
    },
    close: async () => {
      rmSync(clone, { recursive: true, force: true });
      await account.close();
    },
  };
}
