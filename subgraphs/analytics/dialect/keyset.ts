import { and, type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** A place in a list: the values, as texts, of the keys that it is ordered by. All keys together are unique. */
export type Position = readonly string[];

/** One of the orders of a list that has several. */
export interface ListOrder {
  /** Prefix of its cursors, so that a cursor of another order is refused. */
  readonly name?: string | undefined;
  /** Number of texts in a position. */
  readonly keys: number;
  readonly descending?: boolean | undefined;
}

/** A page to fetch: `size` rows strictly between two positions, from the start or (backward) from the end. */
export interface PageRequest {
  readonly order: ListOrder;
  readonly after: Position | undefined;
  readonly before: Position | undefined;
  readonly size: number;
  readonly backward: boolean;
}

/**
 * Builds the clauses that fetch a page by positions instead of an offset: inserted and deleted rows do not shift pages.
 * Text is compared by code point: the order is the same on every server, whatever its collation. Other types are
 * ordered by a text that sorts as they do (`sortable`), at full precision: moments in cursors keep their microseconds.
 * @returns also a row's `position`, to select, and a limit of one more than the page's size: the extra row, at the
 *   page's far end, shows that there are more
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
    position: positionOf(keys),
  };
}

/** Selects the keys of a row. PostgreSQL computes a subquery after sort and limit, and plain functions before, for all rows. */
function positionOf(keys: readonly SQLWrapper[]): SQL<Position> {
  const rows = keys.map((key) => sql`(${key})`);
  return sql`(select json_agg(key) from (values ${sql.join(rows, sql`, `)}) as keys (key))`;
}

/** Converts values to texts that sort as the values do. */
export const sortable = {
  moment: (column: SQLWrapper): SQL<string> => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`,
  day: (column: SQLWrapper): SQL<string> => sql`to_char(${column}, 'YYYY-MM-DD')`,
  /** From 0 to 10^19 - 1. */
  id: (column: SQLWrapper): SQL<string> => sql`to_char(${column}, 'FM0000000000000000000')`,
  /** Any number, by the bits of its IEEE 754 form. @param missing the text for null: "" sorts first, "~" last */
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
