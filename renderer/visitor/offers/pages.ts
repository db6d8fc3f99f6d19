/** How a list is cut into pages. In: how many a page holds at most. Out: one page of them, pages as even as can be: five and four are calmer than eight and one. */
export interface PageOf<T> {
  readonly shown: readonly T[];
  readonly hasMore: boolean;
}

/** @param at from 0; beyond the last, the last: a list may have grown shorter since. */
export function pageOf<T>(all: readonly T[], at: number, most: number): PageOf<T> {
  const pages = Math.max(1, Math.ceil(all.length / most));
  const size = Math.ceil(all.length / pages);
  const page = Math.min(at, pages - 1);
  return { shown: all.slice(page * size, (page + 1) * size), hasMore: page < pages - 1 };
}
