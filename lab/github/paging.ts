import type { Answer, Call } from './exchange.ts';
import type { Json } from './json.ts';

/**
 * One page of a list, with GitHub's `Link` header. `per_page` is 30 by default and at most 100.
 * `wrap` builds the body around the page, for lists that come with a total.
 */
export function pageOf(
  call: Call,
  apiUrl: string,
  items: readonly Json[],
  wrap: (page: Json[]) => Json = (page) => page,
): Answer {
  const perPage = Math.min(100, positive(call.query.get('per_page'), 30));
  const page = positive(call.query.get('page'), 1);
  const last = Math.max(1, Math.ceil(items.length / perPage));
  const links: string[] = [];
  const link = (number: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(number));
    links.push(`<${apiUrl}${call.path}?${query}>; rel="${rel}"`);
  };
  if (page > 1) link(page - 1, 'prev');
  if (page < last) link(page + 1, 'next');
  if (page < last) link(last, 'last');
  if (page > 1) link(1, 'first');
  const body = wrap(items.slice((page - 1) * perPage, page * perPage));
  return { status: 200, body, headers: links.length > 0 ? { link: links.join(', ') } : {} };
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number > 0 ? number : otherwise;
}
