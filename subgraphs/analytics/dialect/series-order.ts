import { type SQLWrapper, sql } from 'drizzle-orm';
import { type ListOrder, sortable } from './keyset.ts';
import { sourceCode } from './series-codes.ts';
import { type SearchTerms, searchRank } from './series-conditions.ts';
import type { SeriesColumns } from './tables.ts';

type KeyOf = (table: SeriesColumns, search: SearchTerms) => SQLWrapper;

interface Order {
  readonly key?: KeyOf;
  readonly descending?: boolean;
}

const title: KeyOf = (table) => table.title;
const updatedAt: KeyOf = (table) => sortable.moment(table.updatedAt);
const endsOn: KeyOf = (table) => sortable.day(table.endsOn);
const relevance: KeyOf = (table, search) => sortable.fraction(sql`2 - ${searchRank(table, search)}`);

/** The key that each order of the catalogue has before source and code, and the direction of all keys. */
const orders = {
  CODE_ASC: {},
  CODE_DESC: { descending: true },
  TITLE_ASC: { key: title },
  TITLE_DESC: { key: title, descending: true },
  UPDATED_AT_ASC: { key: updatedAt },
  UPDATED_AT_DESC: { key: updatedAt, descending: true },
  ENDS_ON_ASC: { key: endsOn },
  ENDS_ON_DESC: { key: endsOn, descending: true },
  RELEVANCE: { key: relevance },
} as const satisfies Record<string, Order>;

export type SeriesOrderName = keyof typeof orders;

/** Returns an order of the catalogue, for page requests and cursors. */
export function listOrder(name: SeriesOrderName): ListOrder {
  const { key, descending }: Order = orders[name];
  return { keys: key ? 3 : 2, descending, name: name === 'CODE_ASC' ? undefined : name };
}

const NO_SEARCH: SearchTerms = { text: '', exact: '', wide: '' };

/** Returns the keys that the catalogue is ordered by. */
export function orderKeys(name: SeriesOrderName, table: SeriesColumns, search = NO_SEARCH): SQLWrapper[] {
  const { key }: Order = orders[name];
  const byCode = [sourceCode(table), table.code];
  return key ? [key(table, search), ...byCode] : byCode;
}
