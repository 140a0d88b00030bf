import { escapeHtml } from '../escape-html.ts';
import { oneLine } from '../escape-markdown.ts';

/** Markup that was put together here; strangers' words enter it through {@link text}, {@link figures} and {@link code} only. */
export type Html = string;

/** Anybody's text as content or inside a quoted attribute: one line, nothing invisible, nothing a parser acts on. */
export function text(value: string, maxLength = 500): Html {
  return escapeHtml(oneLine(value, maxLength));
}

/** Words with figures in them, whose units stay on their line. */
export function figures(words: string): Html {
  return text(words).replace(/(\d) (?=%|ms|min|[shx×])/g, '$1\u00a0');
}

/** Text as code. */
export function code(value: string, maxLength = 500): Html {
  return `<code>${text(value, maxLength)}</code>`;
}

/** A table whose cells carry the name of their column, so that a phone can show each row as a card. */
export function table(columns: readonly string[], rows: readonly (readonly Html[])[]): Html {
  const head = columns.map((column) => `<th scope="col">${text(column)}</th>`).join('');
  const body = rows.map(([first = '', ...rest]) => {
    const cells = rest.map((cell, index) => {
      const none = cell === '–' ? ' class="none"' : '';
      return `<td data-label="${text(columns[index + 1] ?? '')}"${none}>${cell}</td>`;
    });
    return `<tr><th scope="row">${first}</th>${cells.join('')}</tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

/** A part of the page with its heading. */
export function section(heading: string, content: readonly Html[]): Html {
  return `<section><h2>${text(heading)}</h2>${content.join('')}</section>`;
}

/** A small note beside figures. */
export function note(content: Html): Html {
  return `<p class="note">${content}</p>`;
}
