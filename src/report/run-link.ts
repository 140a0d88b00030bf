/** A run as GitHub names it, on github.com or a server of one's own; nothing in it is markup. */
const runPage = /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+$/;

/** The words as a link to a workflow's run, or alone where the address is none of a run. */
export function runLink(words: string, url: string | undefined): string {
  return url !== undefined && runPage.test(url) ? `[${words}](${url})` : words;
}

const log = 'The log of this run';

/** Where the log of the run that met a problem is; null where the run has no page. */
export function logLink(runUrl: string | undefined): string | null {
  const link = runLink(log, runUrl);
  return link === log ? null : `${link} may say more.`;
}

/** A text without where that log is: what another run found alike is no news and nothing to write. */
export function withoutLogLink(text: string): string {
  return text.replace(/\[The log of this run\]\([^()\s]*\)/g, log);
}
