import type { Answer, Call } from './exchange.ts';
import type { Json } from './json.ts';

/** How a list becomes an answer. */
export interface ListAnswer<Item> {
  readonly items: readonly Item[];
  /** Shows one item; asked only for those on the page. */
  readonly show: (item: Item) => Json | Promise<Json>;
  /** Builds the body around the page, for lists that come with a total. */
  readonly wrap?: (page: Json[], total: number) => Json;
}

/** One page of a list, with GitHub's `Link` header. `per_page` is 30 by default and at most 100. */
export async function pageOf<Item>(call: Call, apiUrl: string, list: ListAnswer<Item>): Promise<Answer> {
  const perPage = Math.min(100, positive(call.query.get('per_page'), 30));
  const page = positive(call.query.get('page'), 1);
  const last = Math.max(1, Math.ceil(list.items.length / perPage));
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
  const shown = await Promise.all(list.items.slice((page - 1) * perPage, page * perPage).map(list.show));
  return {
    status: 200,
    body: list.wrap?.(shown, list.items.length) ?? shown,
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text);
  return text !== null && Number.isInteger(number) && number > 0 ? number : otherwise;
}
