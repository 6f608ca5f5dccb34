import type { KeyColumn, RowFilter } from '../../contract/row-filter.ts';
import { bounds } from './bounds.ts';

/** Filters across links: on regions by their codes and by places in them, on series by their codes. */
export const rowFilters: ReadonlyMap<string, RowFilter> = new Map([
  [
    'Region',
    rowsOf('regions', 'region', [
      ['regionsByCodes', 'code', columnOf('codes', bounds.keys)],
      ['regionsAt', 'places', columnOf('places', bounds.lookup)],
    ]),
  ],
  ['Series', rowsOf('seriesCatalog', 'series', [['seriesByCodes', 'code', columnOf('codes', bounds.keys)]])],
]);

type LookupColumn = readonly [lookup: string, field: string, column: KeyColumn];

function rowsOf(list: string, kind: 'region' | 'series', columns: readonly LookupColumn[]): RowFilter {
  const byField = new Map(columns.map(([, field, column]) => [field, column]));
  return {
    fields: [list],
    argument: 'where',
    and: 'and',
    or: 'or',
    not: 'not',
    search: { field: `${kind}Codes`, filter: 'where', first: 'first', most: bounds.keys, path: undefined },
    count: { field: `${kind}Count`, path: [] },
    id: 'code',
    keys: new Map(columns.map(([lookup, field]) => [lookup, field])),
    column: (field) => byField.get(field),
  };
}

/** @param condition the field of the rows' filter that takes the keys */
function columnOf(condition: string, most: number): KeyColumn {
  return {
    most,
    condition: (keys, isNegated) => (isNegated ? { not: { [condition]: keys } } : { [condition]: keys }),
  };
}
