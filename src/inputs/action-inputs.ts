import * as z from 'zod';
import { configPath as defaultConfigPath } from './config.ts';
import { parseOutside } from './outside-data.ts';

/** Every input of the Action, as `action.yml` declares it. */
export const inputNames = ['github-token', 'config', 'package', 'dry-run'] as const;

/** Every output of the Action, as `action.yml` declares it. */
export const outputNames = [
  'verdict',
  'decision',
  'reason-code',
  'candidate-arn',
  'comment-url',
  'result',
] as const;

/** One of {@link outputNames}. */
export type OutputName = (typeof outputNames)[number];

/** The environment that a run starts in: a process's own, or a made one. */
export type ActionEnvironment = Readonly<Record<string, string | undefined>>;

/** What a run is told from outside, besides the event's payload. */
export interface ActionInputs {
  readonly githubToken: string;
  /** Path of the configuration on the base branch. */
  readonly configPath: string;
  /** A local folder with a manifest in place of the head's artifact; null where there is none. */
  readonly packagePath: string | null;
  readonly dryRun: boolean;
  readonly eventName: string;
  readonly eventPath: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly githubApiUrl: string;
  /** Page of the run itself, for people; null where the runner does not say which one it is. */
  readonly runUrl: string | null;
}

const required = (name: string) =>
  z.string({ error: `${name} is not set` }).min(1, { error: `${name} is empty` });

const environmentSchema = z
  .object({
    'INPUT_GITHUB-TOKEN': required('the input github-token'),
    INPUT_CONFIG: z.string().optional(),
    INPUT_PACKAGE: z.string().optional(),
    // The words of YAML's core schema, as the toolkit's getBooleanInput takes them.
    'INPUT_DRY-RUN': z
      .string()
      .regex(/^(true|True|TRUE|false|False|FALSE)?$/, {
        error: 'the input dry-run is neither true nor false',
      })
      .optional(),
    GITHUB_EVENT_NAME: required('GITHUB_EVENT_NAME'),
    GITHUB_EVENT_PATH: required('GITHUB_EVENT_PATH'),
    GITHUB_REPOSITORY: required('GITHUB_REPOSITORY').regex(/^[A-Za-z0-9-_.]+\/[A-Za-z0-9-_.]+$/, {
      error: 'GITHUB_REPOSITORY is not owner/name',
    }),
    GITHUB_SERVER_URL: z.url({ protocol: /^https?$/, error: 'GITHUB_SERVER_URL is no address' }).optional(),
    GITHUB_RUN_ID: z.string().regex(/^\d*$/, { error: 'GITHUB_RUN_ID is no number' }).optional(),
    GITHUB_API_URL: z.url({ protocol: /^https?$/, error: 'GITHUB_API_URL is no address' }).optional(),
  })
  .transform(
    (environment): ActionInputs => ({
      githubToken: environment['INPUT_GITHUB-TOKEN'].trim(),
      configPath: environment.INPUT_CONFIG?.trim() || defaultConfigPath,
      packagePath: environment.INPUT_PACKAGE?.trim() || null,
      dryRun: environment['INPUT_DRY-RUN']?.toLowerCase() === 'true',
      eventName: environment.GITHUB_EVENT_NAME,
      eventPath: environment.GITHUB_EVENT_PATH,
      repository: environment.GITHUB_REPOSITORY,
      githubApiUrl: environment.GITHUB_API_URL ?? 'https://api.github.com',
      runUrl: runUrlOf(environment),
    }),
  );

function runUrlOf(run: {
  readonly GITHUB_SERVER_URL?: string | undefined;
  readonly GITHUB_REPOSITORY: string;
  readonly GITHUB_RUN_ID?: string | undefined;
}): string | null {
  const { GITHUB_SERVER_URL: server = '', GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id = '' } = run;
  return server === '' || id === '' ? null : `${server.replace(/\/+$/, '')}/${repository}/actions/runs/${id}`;
}

/**
 * Reads inputs (`INPUT_<NAME>`, as runners set them) and the run's own variables. Throws `InvalidInput` that
 * names the first one which is missing or wrong.
 */
export function parseActionInputs(environment: ActionEnvironment): ActionInputs {
  return parseOutside(
    'the environment that a runner gives an Action',
    environmentSchema,
    environment,
    'See "The Action" in the documentation for inputs and variables.',
  );
}
