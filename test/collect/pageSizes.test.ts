import { expect, test } from '@jest/globals';
import type { Page } from '../../src/collect/page.ts';
import { readTable } from '../../src/collect/readTable.ts';
import { SourceError } from '../../src/collect/routeSource.ts';
import type { Window } from '../../src/collect/window.ts';
import { pageOf, rows } from './listing.ts';
import { rigour } from './rigour.ts';

/** The size that a server makes pages of, where it is asked for page number `page` of this size. */
type PageSizes = (asked: number, page: number) => number;
/** Around each place where a chain of full pages may end, and some between. */
const lengths = Array.from({ length: 150 }, (_, i) => 51 + i).filter((length) => length < 66 || length % 7 < 2);
const totals = ['table', 'page', 'absent'] as const;

/** How many of so many rows are read, at rest; null: it is said that they are not all of them. */
async function received(
  length: number,
  sizes: PageSizes,
  total: (typeof totals)[number],
  echoes: boolean,
): Promise<number | null> {
  const list = rows(length);
  const read = async ({ page, size }: Window): Promise<Page> => {
    const made = sizes(size, page);
    const answer = pageOf(list, { page, size: made });
    const totalCount = { table: length, page: answer.routes.length, absent: null }[total];
    return { ...answer, pageSize: echoes ? made : null, totalCount };
  };
  try {
    const signal = new AbortController().signal;
    const { routes, completeness } = await readTable('', 'custom', read, rigour, (wait) => wait(), signal);
    expect(completeness.listed).toBe(routes.length);
    return routes.length;
  } catch (error) {
    if (error instanceof SourceError) return null;
    throw error;
  }
}

const servers: [string, PageSizes][] = [
  ['rounds the page size down to tens', (asked) => (asked < 10 ? asked : asked - (asked % 10))],
  ['rounds it down to fives', (asked) => (asked < 5 ? asked : asked - (asked % 5))],
  [
    'makes pages of 10, 20, 30 or 50 rows, and else of 10',
    (asked) => ([10, 20, 30, 50].includes(asked) ? asked : Math.min(asked, 10)),
  ],
  ['makes pages of 10 or 50 rows, and else of 5', (asked) => ([10, 50].includes(asked) ? asked : Math.min(asked, 5))],
  ['gives 30 rows at once after the first page', (asked, page) => (page > 1 ? Math.min(asked, 30) : asked)],
  ['gives 10 rows at once after the first page', (asked, page) => (page > 1 ? Math.min(asked, 10) : asked)],
  ['gives 5 rows at once after the first page', (asked, page) => (page > 1 ? Math.min(asked, 5) : asked)],
  ['gives 5 rows at once from the third page on', (asked, page) => (page > 2 ? Math.min(asked, 5) : asked)],
];

test.each(servers)(
  'of a server that %s, no part of a table passes for the whole of it',
  async (_, sizes) => {
    for (const total of totals) {
      for (const echoes of [true, false]) {
        for (const length of lengths) {
          const count = await received(length, sizes, total, echoes);
          if (count !== null)
            expect({ total, echoes, length, count }).toEqual({ total, echoes, length, count: length });
        }
      }
    }
  },
  120_000,
);

test('a server that gives fewer rows at once after the first page, and says so, is read whole', async () => {
  for (const most of [10, 30, 49]) {
    const sizes: PageSizes = (asked, page) => (page > 1 ? Math.min(asked, most) : asked);
    for (const length of lengths) expect(await received(length, sizes, 'table', true)).toBe(length);
  }
});
