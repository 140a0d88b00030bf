import type { PathToken } from './difference.ts';
import { type ActiveRules, compilePointerRules, isIgnored, rulesBelow } from './pointer-rules.ts';
import { requestSecretsOf } from './request-secrets.ts';
import { isSensitiveName } from './sensitive-names.ts';

/** Stands where a value was. */
export const redacted = '[redacted]';

/** Stands where a key was, the same for every key: a digest of a name or number is soon guessed. */
export const hiddenKey = '*';

/** What of one observation must not be stored or shown. */
export interface Discretion {
  /** The compiled pointers of `redact`; no rule at all where there are none. */
  readonly redact: ActiveRules;
  /** Matches what the request brought along; null where that is nothing. */
  readonly secret: RegExp | null;
  /** Of the longest such text, in UTF-16 code units. */
  readonly longestSecret: number;
}

/** Nothing but what is hidden in every observation. */
export const plainDiscretion: Discretion = { redact: [], secret: null, longestSecret: 0 };

/** `event` is the request as front received it. */
export function prepareDiscretion(pointers: readonly string[], event: unknown): Discretion {
  const redact =
    pointers.length === 0 ? [] : compilePointerRules({ ignore: pointers, unordered: [], tolerance: {} });
  const secrets = requestSecretsOf(event);
  const escaped = secrets.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'));
  return {
    redact,
    secret: escaped.length === 0 ? null : new RegExp(escaped.join('|'), 'g'),
    longestSecret: secrets[0]?.length ?? 0,
  };
}

/** Nobody is shown more than a little of a text, so that no more of a long one is searched. In UTF-16 code units. */
const maxSearchedLength = 20_000;

/** The text without what the request brought along; to be called before a text is cut, which could leave half of it. */
export function withoutSecrets(text: string, { secret, longestSecret }: Discretion): string {
  if (secret === null) {
    return text;
  }
  const searched = text.slice(0, maxSearchedLength + longestSecret).replace(secret, redacted);
  // Where this cut the text, half a secret may stand at its end.
  return text.length > maxSearchedLength + longestSecret
    ? searched.slice(0, Math.max(0, searched.length - longestSecret))
    : searched;
}

/**
 * The key of an object, or `*`. Values can stand in keys, as in a map by e-mail address: shown is
 * what looks like a field, production has too, and neither its name nor the request says is a secret.
 */
export function shownKey(key: string, isInControl: boolean, discretion: Discretion): string {
  const isField = /^[A-Za-z_][\w-]{0,31}$/.test(key);
  return isField && isInControl && !isSensitiveName(key) && withoutSecrets(key, discretion) === key
    ? key
    : hiddenKey;
}

/**
 * The tokens of a path as they may be shown. `isExtra`: the control has nothing at its end. Below what `redact` names,
 * no key is shown.
 */
export function shownPath(
  path: readonly PathToken[],
  isExtra: boolean,
  discretion: Discretion,
): readonly PathToken[] {
  let active = discretion.redact;
  return path.map((token, index) => {
    const isHidden = isIgnored(active);
    active = rulesBelow(active, token);
    if (typeof token === 'number') {
      return token;
    }
    const isInControl = !isExtra || index < path.length - 1;
    return isHidden ? hiddenKey : shownKey(token, isInControl, discretion);
  });
}
