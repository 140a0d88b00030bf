import { isObject, type Json } from './json.ts';

/**
 * Brings the emulator's JSON into GitHub's form: times in whole seconds (the emulator writes milliseconds,
 * and rules that compare times would pass here and tie there).
 */
export function tidyTimes(value: Json): Json {
  if (Array.isArray(value)) return value.map(tidyTimes);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, held]) => {
      if (typeof held === 'string' && /(^date|_at)$/.test(key)) return [key, held.replace(/\.\d{3}Z$/, 'Z')];
      return [key, held === undefined ? held : tidyTimes(held)];
    }),
  );
}
