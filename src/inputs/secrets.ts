import type { ActionEnvironment } from './action-inputs.ts';

/** Variables of a run that no line may ever hold: tokens and keys. */
const secretNames = [
  'INPUT_GITHUB-TOKEN',
  'GITHUB_TOKEN',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'ACTIONS_RUNTIME_TOKEN',
  'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
] as const;

/** Shorter values occur in any text by chance and protect nothing. */
const minSecretCharacters = 6;

/**
 * Takes a run's own secrets out of a text. Nothing is meant to put them there; this is for the message of a library,
 * or the answer of a server, that does.
 */
export function withoutSecrets(environment: ActionEnvironment): (text: string) => string {
  const secrets = secretNames
    .flatMap((name) => environment[name]?.trim() ?? [])
    .filter((value) => value.length >= minSecretCharacters)
    // A secret that holds another one goes first, or a part of it would stay.
    .sort((one, other) => other.length - one.length);
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}
