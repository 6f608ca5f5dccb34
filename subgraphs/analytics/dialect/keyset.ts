import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** A place in a list: the texts that it is ordered by, each unique within those before it or a tie of theirs, all together unique. */
export type Position = readonly string[];

/** One of the orders of a list that has several. */
export interface ListOrder {
  /** What its cursors begin with, so that they are not taken for those of another order. */
  readonly name?: string | undefined;
  /** How many texts make a position. */
  readonly keys: number;
  readonly descending?: boolean | undefined;
}

/** A page to fetch: so many rows strictly between two positions, from the start or (backward) from the end. */
export interface PageRequest {
  readonly order: ListOrder;
  readonly after: Position | undefined;
  readonly before: Position | undefined;
  readonly size: number;
  readonly backward: boolean;
}

/**
 * How to fetch a page by its positions rather than by an offset, so that rows which come and go move no page. Text is
 * compared by code point: the same order on every server, whatever its collation. What is no text is ordered by one that
 * sorts as it does (`sortable`), whole: a moment in a cursor is not rounded to JavaScript's milliseconds.
 * @returns one row more than the page's size, from the page's own end: whether there is more shows by it
 */
export function keyset(keys: readonly SQLWrapper[], page: PageRequest) {
  const columns = keys.map((key) => sql`${key} collate "C"`);
  const row = sql`(${sql.join(columns, sql`, `)})`;
  const { order, after, before, size, backward } = page;
  const [following, preceding] = order.descending ? [sql`<`, sql`>`] : [sql`>`, sql`<`];
  const isReversed = backward !== Boolean(order.descending);
  return {
    where: and(after && sql`${row} ${following} ${tuple(after)}`, before && sql`${row} ${preceding} ${tuple(before)}`),
    orderBy: columns.map((column) => (isReversed ? sql`${column} desc` : column)),
    limit: size + 1,
  };
}

/** Texts that sort as what they are of; missing ones are first. */
export const sortable = {
  moment: (column: SQLWrapper): SQL<string> =>
    sql`coalesce(to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '')`,
  day: (column: SQLWrapper): SQL<string> => sql`coalesce(to_char(${column}, 'YYYY-MM-DD'), '')`,
  /** From 0 to 10^19 - 1. */
  id: (column: SQLWrapper): SQL<string> => sql`to_char(${column}, 'FM0000000000000000000')`,
  /** Any number, by the bits of its IEEE 754 form; @param missing what stands for null: "" sorts first, "~" last. */
  number: (column: SQLWrapper, missing: '' | '~'): SQL<string> => sql`coalesce(
    case when ${column} >= 0 then '1' || encode(float8send(${column} + 0), 'hex')
    else '0' || translate(encode(float8send(${column}), 'hex'), '0123456789abcdef', 'fedcba9876543210') end,
    ${missing}
  )`,
  /** From 0 to 10, to nine decimals. */
  fraction: (column: SQLWrapper): SQL<string> => sql`to_char((${column})::numeric, 'FM0.000000000')`,
};

function tuple(position: Position): SQL {
  return sql`(${sql.join(
    position.map((text) => sql`${text}::text`),
    sql`, `,
  )})`;
}
