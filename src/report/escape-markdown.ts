/**
 * Text of strangers as one line without surprises: line breaks, controls, invisible and bidirectional characters
 * become spaces, piled-up accents stay within their line, half characters become whole ones, the rest is cut.
 */
export function oneLine(text: string, maxLength: number): string {
  const flat = text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1');
  return flat.length > maxLength ? `${flat.slice(0, maxLength - 1).toWellFormed()}…` : flat;
}

/** Text of strangers inside an inline code span: mentions, links, HTML and Markdown stay dead there. */
export function codeSpan(text: string, maxLength = 120): string {
  const line = oneLine(text, maxLength).replaceAll('`', "'");
  return `\`${line.trim() === '' ? ' ' : line}\``;
}

/** The same inside a table cell, where a pipe would end the cell even in code. */
export function cellCode(text: string, maxLength = 80): string {
  return codeSpan(text, maxLength).replaceAll('|', '¦');
}

/**
 * A sentence that holds strangers' words outside of code: nothing in it is markup, a mention or a link. GitHub looks
 * for mentions and references in the text that a reader sees, so these are broken by a character without width. What
 * stood as code stands in quotation marks.
 */
export function plain(text: string, maxLength = 400): string {
  return oneLine(text, maxLength)
    .replace(/`([^`]*)`/g, '\u2018$1\u2019')
    .replaceAll('`', '\u2019')
    .replace(/[\\*_{}[\]()+!|<>~&]/g, (character) => `&#${character.codePointAt(0)};`)
    .replace(/[@#]/g, '$&\u200b')
    .replaceAll('://', ':\u200b//')
    .replace(/\b(www|mailto|xmpp|GH)(?=[.:-])/gi, '$1\u200b');
}
