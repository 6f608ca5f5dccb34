import { compareByDirection, compareRows, type OrderKey } from '../query/order.ts';
import type { Row } from '../store/row.ts';
import type { Dimension } from './dimension.ts';
import { postgresSort } from './postgres-sort.ts';

/** Null is greater than any value where nothing else is requested. */
const ASCENDING = { isAscending: true, nullsFirst: false };

/**
 * Sorts the records of groups, all groups at once: Twenty has the database number them within their groups. No id ends
 * ties, so that the database's way of sorting decides.
 * @param rows in the order that the table holds them in
 */
export function sortGroupRecords(
  rows: readonly Row[],
  dimensions: readonly Dimension[],
  keys: readonly OrderKey[],
): readonly Row[] {
  const byKeys = compareRows(keys.map(ignoringCase));
  return postgresSort(rows, (a, b) => {
    for (const { column, read } of dimensions) {
      const order = compareByDirection(ASCENDING, column, read(a), read(b));
      if (order !== 0) return order;
    }
    return byKeys(a, b);
  });
}

/** Within groups, texts and options compare as texts in lower case. */
function ignoringCase(key: OrderKey): OrderKey {
  const { kind } = key.column;
  if (kind !== 'TEXT' && kind !== 'SELECT' && kind !== 'MULTI_SELECT') return key;
  return {
    ...key,
    column: { ...key.column, kind: 'TEXT', options: [] },
    read: (row) => {
      const value = key.read(row) ?? null;
      if (value === null) return null;
      return (Array.isArray(value) ? `{${value.join(',')}}` : String(value)).toLowerCase();
    },
  };
}
