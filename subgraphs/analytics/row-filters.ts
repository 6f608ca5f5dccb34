import type { RowFilter } from '../row-filter.ts';
import { bounds } from './schema/bounds.ts';

/** Filters across links on regions and series: by their codes. */
export const rowFilters: ReadonlyMap<string, RowFilter> = new Map([
  ['Region', byCode('regions', 'region', 'regionsByCodes')],
  ['Series', byCode('seriesCatalog', 'series', 'seriesByCodes')],
]);

function byCode(list: string, kind: 'region' | 'series', lookup: string): RowFilter {
  const most = bounds.keys;
  return {
    fields: [list],
    argument: 'where',
    and: 'and',
    or: 'or',
    not: 'not',
    search: { field: `${kind}Codes`, filter: 'where', first: 'first', most, path: undefined },
    count: { field: `${kind}Count`, path: [] },
    id: 'code',
    keys: new Map([[lookup, 'code']]),
    column: (field) =>
      field === 'code'
        ? { most, condition: (keys, isNegated) => (isNegated ? { not: { codes: keys } } : { codes: keys }) }
        : undefined,
  };
}
