import { type SQLWrapper, sql } from 'drizzle-orm';
import { parseJson } from '../../common/json.ts';
import type { ListOrder, PageRequest, Position } from '../dialect/keyset.ts';
import { badInput, bounds, checkRange } from './bounds.ts';
import { nonNull } from './builder.ts';

const DEFAULT_SIZE = 20;

/**
 * Reads the arguments of a connection.
 * @param order the order of the list: by two texts by default
 * @throws BAD_USER_INPUT for `first` with `last`, a size over the bound, or an invalid cursor
 */
export function readPage(
  { first, after, last, before }: PothosSchemaTypes.DefaultConnectionArguments,
  order: ListOrder = { keys: 2 },
): PageRequest {
  if (first != null && last != null) throw badInput('Give first or last, not both.');
  const size = checkRange(last == null ? 'first' : 'last', first ?? last ?? DEFAULT_SIZE, 0, bounds.page);
  return {
    order,
    after: readCursor('after', after, order),
    before: readCursor('before', before, order),
    size,
    backward: last != null,
  };
}

/**
 * Builds the connection of a page.
 * @param rows the fetched rows in the page's direction, with one extra row if there are more: see `keyset`
 */
export function pageOf<Row extends { readonly position: Position }>(
  { order, after, before, size, backward }: PageRequest,
  rows: readonly Row[],
) {
  const page = rows.slice(0, size);
  if (backward) page.reverse();
  const edges = page.map((node) => ({ cursor: writeCursor(node.position, order), node }));
  const more = rows.length > size;
  return {
    edges,
    pageInfo: {
      // A cursor belongs to a row, so the list has a row on the side of a given cursor.
      hasNextPage: before !== undefined || (more && !backward),
      hasPreviousPage: after !== undefined || (more && backward),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function writeCursor(position: Position, { name }: ListOrder): string {
  return Buffer.from(JSON.stringify(name ? [name, ...position] : position)).toString('base64url');
}

function readCursor(argument: string, cursor: string | null | undefined, order: ListOrder): Position | undefined {
  if (cursor == null) return undefined;
  const texts = parseJson(Buffer.from(cursor, 'base64url').toString());
  const position = isTexts(texts) && (order.name === undefined || texts[0] === order.name) ? texts : [];
  const keys = order.name === undefined ? position : position.slice(1);
  if (keys.length === order.keys) return keys;
  throw badInput(`${argument}: not a cursor of this list. Take one from an edge or from pageInfo.`);
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string');
}

/** Returns the clauses for the first rows of a table by code. @throws BAD_USER_INPUT for a number out of bounds */
export function allByCode(first: number | null | undefined) {
  const limit = checkRange('first', first ?? bounds.catalogue, 1, bounds.catalogue);
  return { orderBy: (table: { code: SQLWrapper }) => sql`${table.code} collate "C"`, limit };
}

/** Builds the field of a connection for the length of the whole list: counted only when requested. */
export function totalCount(rows: string) {
  return {
    ...nonNull(`The number of ${rows} in the whole list, over all pages.`),
    resolve: (connection: { totalCount: () => Promise<number> }) => connection.totalCount(),
  } as const;
}
