import { isObject, type Json, type JsonObject } from './json.ts';

/** Addresses that every account has on GitHub; the emulator leaves them out for organisations. */
const accountAddresses: Readonly<Record<string, string>> = {
  followers_url: '/followers',
  following_url: '/following{/other_user}',
  gists_url: '/gists{/gist_id}',
  starred_url: '/starred{/owner}{/repo}',
  subscriptions_url: '/subscriptions',
  organizations_url: '/orgs',
  received_events_url: '/received_events',
};

/**
 * Brings the emulator's JSON into GitHub's form: times in whole seconds (the emulator writes milliseconds,
 * and rules that compare times would pass here and tie there), accounts complete.
 */
export function tidyAnswer(value: Json, apiUrl: string): Json {
  if (Array.isArray(value)) return value.map((item) => tidyAnswer(item, apiUrl));
  if (!isObject(value)) return value;
  const tidied = Object.fromEntries(
    Object.entries(value).map(([key, held]) => {
      if (typeof held === 'string' && /(^date|_at)$/.test(key)) return [key, held.replace(/\.\d{3}Z$/, 'Z')];
      return [key, held === undefined ? held : tidyAnswer(held, apiUrl)];
    }),
  );
  return tidied.type === 'Organization' ? completeAccount(tidied, apiUrl) : tidied;
}

function completeAccount(account: JsonObject, apiUrl: string): JsonObject {
  const addresses = Object.entries(accountAddresses).map(([key, tail]) => [
    key,
    `${apiUrl}/users/${account.login}${tail}`,
  ]);
  return { gravatar_id: '', ...Object.fromEntries(addresses), ...account };
}
