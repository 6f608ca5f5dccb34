import type { RowFilter } from '../row-filter.ts';
import { bounds } from './schema/bounds.ts';

/** How filters across links reach regions and series: by their codes. */
export const rowFilters: ReadonlyMap<string, RowFilter> = new Map([
  ['Region', byCode('regions', 'regionCodes', 'regionsByCodes')],
  ['Series', byCode('seriesCatalog', 'seriesCodes', 'seriesByCodes')],
]);

function byCode(list: string, codes: string, lookup: string): RowFilter {
  const most = bounds.keys;
  return {
    fields: [list],
    argument: 'where',
    and: 'and',
    or: 'or',
    not: 'not',
    search: { field: codes, filter: 'where', first: 'first', most, path: undefined },
    id: 'code',
    keys: new Map([[lookup, 'code']]),
    column: (field) =>
      field === 'code'
        ? { most, condition: (keys, isNegated) => (isNegated ? { not: { codes: keys } } : { codes: keys }) }
        : undefined,
  };
}
