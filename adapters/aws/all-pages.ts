/** One page of a listing. */
interface Page<Item> {
  readonly items: readonly Item[] | undefined;
  readonly next: string | undefined;
}

/** Far more than an account may have of anything that is listed here. */
const mostPages = 500;

/** All that a listing has, page by page. */
export async function allPages<Item>(pageAt: (next: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const all: Item[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const told = await pageAt(next);
    all.push(...(told.items ?? []));
    next = told.next;
    if (!next) return all;
  }
  throw new Error(`a listing did not end after ${mostPages} pages`);
}
