import type { Row } from '../store/row.ts';
import type { Table } from '../store/store.ts';

/** Where a record is to stand in lists that users order by hand. */
export type Position = number | 'first' | 'last';

/**
 * Gives places to new records: before the first or behind the last that there is, deleted ones among them. Those that go
 * before come before those that go behind, and those that say a number come last: in that order they are written, too.
 */
export function placeRows<T>(table: Table, rows: readonly T[], positionOf: (row: T) => Position): [T, number][] {
  const going = (place: Position) => rows.filter((row) => positionOf(row) === place);
  const [first, last] = bounds(table);
  return [
    ...going('first').map((row, index): [T, number] => [row, first - 1 - index]),
    ...going('last').map((row, index): [T, number] => [row, last + 1 + index]),
    ...rows.flatMap((row): [T, number][] => {
      const position = positionOf(row);
      return typeof position === 'number' ? [[row, position]] : [];
    }),
  ];
}

/** The place of one record. */
export function placeOf(table: Table, position: Position): number {
  const [placed] = placeRows(table, [position], (given) => given);
  return placed?.[1] ?? 0;
}

function bounds(table: Table): [first: number, last: number] {
  const places = table.all().flatMap((row: Row) => (typeof row.position === 'number' ? [row.position] : []));
  return places.length === 0 ? [1, 0] : [Math.min(...places), Math.max(...places)];
}
