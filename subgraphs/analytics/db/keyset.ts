import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** A place in a list that is ordered by two texts, the second unique within the first. */
export type Position = readonly [string, string];

/** A page to fetch: so many rows strictly between two positions, from the start or (backward) from the end. */
export interface PageRequest {
  readonly after: Position | undefined;
  readonly before: Position | undefined;
  readonly size: number;
  readonly backward: boolean;
}

/**
 * How to fetch a page by its positions rather than by an offset, so that rows which come and go move no page. Text is
 * compared by code point: the same order on every server, whatever its collation.
 * @returns one row more than the page's size, from the page's own end: whether there is more shows by it
 */
export function keyset([first, second]: readonly [SQLWrapper, SQLWrapper], page: PageRequest) {
  const columns = [sql`${first} collate "C"`, sql`${second} collate "C"`];
  const row = sql`(${sql.join(columns, sql`, `)})`;
  const { after, before, size, backward } = page;
  return {
    where: and(after && sql`${row} > ${tuple(after)}`, before && sql`${row} < ${tuple(before)}`),
    orderBy: columns.map((column) => (backward ? sql`${column} desc` : column)),
    limit: size + 1,
  };
}

function tuple([first, second]: Position): SQL {
  return sql`(${first}::text, ${second}::text)`;
}
