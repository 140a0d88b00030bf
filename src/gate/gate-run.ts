import type { Config } from '../release/policy.ts';
import type { GitHubPort, PackagePort, Ports } from './ports.ts';

/** The ports behind one runtime stack. */
export type AwsPorts = Omit<Ports, 'github' | 'package' | 'nowMs' | 'say'>;

/** What a run is given by its composition root. */
export interface GateRun {
  readonly github: GitHubPort;
  /** Where the package of a pull request comes from. */
  readonly packageFor: (pullRequest: number) => PackagePort;
  readonly connectAws: (runtime: Config['runtime']) => Promise<AwsPorts>;
  /** Path of the configuration on the default branch. */
  readonly configPath: string;
  /** Page of this workflow run, for people; null outside of one. */
  readonly runUrl: string | null;
  readonly dryRun: boolean;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
}
