import type { KeyColumn, RowFilter } from '../../contract/row-filter.ts';
import {
  countRegionCodes,
  countSeriesCodes,
  findRegionCodes,
  findSeriesCodes,
} from '../dialect/queries/keys-of-rows.ts';
import { indicatorsOf } from '../dialect/where.ts';
import { bounds, checkConditions, checkRange } from './bounds.ts';
import { builder } from './builder.ts';
import { checkCodes } from './known-codes.ts';
import { checkRegionWhere, RegionWhereInput, SeriesWhereInput } from './where.ts';

/** Fields for filters across links: codes alone, up to the filter's limit, and their number if there are more. */
builder.queryFields((t) => {
  const first = t.arg.int({ required: true, description: `The maximum number, 0 to ${bounds.keys}.` });
  const regions = t.arg({ type: RegionWhereInput, required: true, description: 'The condition.' });
  const series = t.arg({ type: SeriesWhereInput, required: true, description: 'The condition.' });
  return {
    regionCodes: t.stringList({
      nullable: true,
      description: 'Lookup: the codes of the regions of all levels that pass a condition.',
      args: { where: regions, first },
      resolve: async (_root, { where, first: most }, context) => {
        checkRange('first', most, 0, bounds.keys);
        checkRegionWhere(where);
        const codes = findRegionCodes(context, where, most);
        const [found] = await Promise.all([codes, checkCodes(context, { indicator: indicatorsOf(where) })]);
        return found;
      },
    }),
    seriesCodes: t.stringList({
      nullable: true,
      description: 'Lookup: the codes of the series that pass a condition.',
      args: { where: series, first },
      resolve: (_root, { where, first: most }, context) => {
        checkRange('first', most, 0, bounds.keys);
        checkConditions(where);
        return findSeriesCodes(context, where, most);
      },
    }),
    regionCount: t.int({
      nullable: true,
      description: 'Lookup: how many codes `regionCodes` has.',
      args: { where: regions },
      resolve(_root, { where }, context) {
        checkRegionWhere(where);
        return countRegionCodes(context, where);
      },
    }),
    seriesCount: t.int({
      nullable: true,
      description: 'Lookup: how many codes `seriesCodes` has.',
      args: { where: series },
      resolve(_root, { where }, context) {
        checkConditions(where);
        return countSeriesCodes(context, where);
      },
    }),
  };
});

/** Filters across links: on regions by their codes and by places in them, on series by their codes. */
export const rowFilters: ReadonlyMap<string, RowFilter> = new Map([
  [
    'Region',
    rowsOf('region', [
      ['regionsByCodes', 'code', columnOf('codes', bounds.keys)],
      ['regionsAt', 'places', columnOf('places', bounds.lookup)],
    ]),
  ],
  ['Series', rowsOf('series', [['seriesByCodes', 'code', columnOf('codes', bounds.keys)]])],
]);

type LookupColumn = readonly [lookup: string, field: string, column: KeyColumn];

function rowsOf(kind: 'region' | 'series', columns: readonly LookupColumn[]): RowFilter {
  const byField = new Map(columns.map(([, field, column]) => [field, column]));
  return {
    argument: 'where',
    and: 'and',
    or: 'or',
    not: 'not',
    search: { field: `${kind}Codes`, first: 'first', most: bounds.keys, path: undefined },
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
