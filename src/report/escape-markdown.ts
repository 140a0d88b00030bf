/**
 * Text of strangers inside an inline code span: mentions, links, HTML and Markdown stay dead there. Line breaks
 * and controls become spaces, backticks an apostrophe, and what is longer than `maxLength` is cut.
 */
export function codeSpan(text: string, maxLength = 120): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').replaceAll('`', "'");
  const cut = flat.length > maxLength ? `${flat.slice(0, maxLength - 1)}…` : flat;
  return `\`${cut.trim() === '' ? ' ' : cut}\``;
}

/** The same inside a table cell, where a pipe would end the cell even in code. */
export function cellCode(text: string, maxLength = 80): string {
  return codeSpan(text, maxLength).replaceAll('|', '¦');
}

/** A sentence that holds strangers' words outside of code: nothing in it is markup, a mention or a link. */
export function plain(text: string, maxLength = 400): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, maxLength);
  return flat
    .replace(/[\\`*_{}[\]()#+!|<>~&]/g, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll('@', '@\u200b')
    .replaceAll('://', ':\u200b//')
    .replace(/\bwww\./gi, 'www\u200b.');
}

/** A login as people write it, without notifying its owner. Logins have letters, digits and hyphens only. */
export function loginOf(login: string): string {
  return codeSpan(`@${login}`, 45);
}
