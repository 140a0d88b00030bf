import { Marked } from 'marked';
import { type Answer, type Call, notFound, type Route } from '../exchange.ts';
import type { Hub } from '../hub.ts';
import { at, type JsonObject, objectsAt, textAt } from '../json.ts';

/**
 * What a browser shows at the addresses in comments and checks: the conversation of a pull request, and the log
 * of a run. GitHub has no such pages without a login; here whoever is on this machine may look.
 */
export function pageRoutes(hub: Hub): Route[] {
  return [
    { method: 'GET', pattern: '/:owner/:repo/pull/:number', answer: (call) => conversation(hub, call) },
    { method: 'GET', pattern: '/:owner/:repo/actions/runs/:run', answer: (call) => log(hub, call) },
  ];
}

const markdown = new Marked({ gfm: true });

async function conversation(hub: Hub, call: Call): Promise<Answer> {
  const pull = hub.ledger.pulls.get(Number(call.params.number));
  if (pull === undefined) throw notFound();
  const repo = `/repos/${hub.repository}`;
  const shown = await hub.asOwner('GET', `${repo}/pulls/${pull.number}`);
  const comments = objectsAt(await hub.asOwner('GET', `${repo}/issues/${pull.number}/comments?per_page=100`));
  const reviews = objectsAt(await hub.asOwner('GET', `${repo}/pulls/${pull.number}/reviews?per_page=100`));
  const checks = objectsAt(
    await hub.asOwner('GET', `${repo}/commits/${pull.headSha}/check-runs`),
    'check_runs',
  );
  const state = pull.merged === undefined ? (pull.open ? 'open' : 'closed') : 'merged';
  const parts = [
    `<h1>${asText(textAt(shown, 'title'))} #${pull.number}</h1>`,
    `<p>${state}, <code>${asText(pull.headRef)}</code> at <code>${pull.headSha}</code></p>`,
    ...checks.map(showCheck),
    ...reviews.map((review) => showSaying(review, `reviewed: ${textAt(review, 'state')}`)),
    ...comments.map((comment) => showSaying(comment, 'commented')),
  ];
  return html(`${textAt(shown, 'title')} #${pull.number}`, parts.join('\n'));
}

function showCheck(check: JsonObject): string {
  const outcome = at(check, 'conclusion') ?? at(check, 'status');
  const said = [at(check, 'output', 'title'), at(check, 'output', 'summary'), at(check, 'output', 'text')];
  const [title, ...texts] = said.map((text) => (typeof text === 'string' ? text : ''));
  const details = texts.map((text) => markdown.parse(text, { async: false })).join('\n');
  const head = `${asText(textAt(check, 'name'))}: ${asText(String(outcome))} – ${asText(title ?? '')}`;
  return `<article><details><summary>check ${head}</summary>${details}</details></article>`;
}

function showSaying(saying: JsonObject, did: string): string {
  const who = `<strong>${asText(textAt(saying, 'user', 'login'))}</strong> ${asText(did)}`;
  const when = at(saying, 'submitted_at') ?? at(saying, 'created_at') ?? '';
  const body = markdown.parse(String(at(saying, 'body') ?? ''), { async: false });
  return `<article id="issuecomment-${Number(saying.id)}"><p>${who} ${asText(String(when))}</p>${body}</article>`;
}

async function log(hub: Hub, call: Call): Promise<Answer> {
  const run = hub.ledger.runs.get(Number(call.params.run));
  if (run === undefined) throw notFound();
  const title = `${run.workflowName} #${run.id}: ${run.conclusion ?? run.status}`;
  return html(title, `<h1>${asText(title)}</h1><pre>${asText(hub.ledger.logs.get(run.id) ?? '')}</pre>`);
}

const style = `body { font: 15px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
article { border: 1px solid #8884; border-radius: 6px; padding: 0 1rem; margin: 1rem 0; overflow-x: auto }
table { border-collapse: collapse } td, th { border: 1px solid #8884; padding: .2rem .6rem }
pre { white-space: pre-wrap }`;

/** Comments come from anybody: nothing in them may run or load anything. */
function html(title: string, body: string): Answer {
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${asText(title)}</title>
<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
<style>${style}</style><body>${body}</body></html>`;
  return {
    status: 200,
    body: Buffer.from(page),
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    },
  };
}

function asText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
