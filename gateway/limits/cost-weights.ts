import type { GraphQLField } from 'graphql';
import { mostRegions, periodsBetween } from '../../subgraphs/analytics/panel-size.ts';

/*
 * What work costs, in points. A point stands for 50 µs of processor time at most, of the gateway, the upstreams and the database
 * together: `npm run bench:cost` measures it, and docs/limits.md has its table. What takes long in one piece is dearer than that, so
 * that one operation at the bound of the public takes some tenths of a second.
 */

/** Of any operation. */
export const OPERATION = 50;

/** Of a document that was not parsed before, and of each of its fields, to validate and compile. They count for rates alone. */
export const PARSING = 200;
export const COMPILED_FIELD = 200;

/** What is more than the one value that a field counts for, by schema coordinate. */
export const WEIGHTS: Readonly<Record<string, number>> = {
  'DataSource.coverage': 150,
  'Indicator.coverage': 150,
  'Query.choropleth': 5_000,
  'Query.panel': 1_000,
  'Query.regionsAt': 50,
  'Query.seriesCatalog': 500,
  'Region.geometry': 30,
  'RegionEdge.node': 50,
  'RegionConnection.totalCount': 500,
  'Series.relatedSeries': 500,
  'Series.summary': 50,
  'SeriesConnection.facets': 1_000,
  'SeriesConnection.totalCount': 500,
  'SeriesEdge.node': 50,
  'Query.__schema': 1_000,
  'Query.__type': 100,
};

type Arguments = Readonly<Record<string, unknown>>;

/** To fill a series: for itself, and for each of its figures, and at most for as many as a series has. */
const FILL = 500;
const FILLED = 20;
const FILLS: Readonly<Record<string, number>> = { DAY: 40_000, WEEK: 6_000, MONTH: 1_500, QUARTER: 500, YEAR: 200 };

function ofFill(bucket: unknown, limit: unknown): number {
  const most = FILLS[String(bucket)] ?? 0;
  return typeof limit === 'number' ? Math.min(most, FILL + FILLED * Math.max(limit, 0)) : most;
}

/** A search, a box or an order that looks at every row. */
const SCAN = 25_000;

/** Conditions that look at a view for each row: few are, and at most 20. An order by what the view has. */
const CONDITIONS = 5_000;
const ORDER = 1_000;

/** An order by how well each title that is found matches a search. */
const RELEVANCE = 5_000;

const isByRelevance = (search: unknown, orderBy: unknown): boolean =>
  orderBy === 'RELEVANCE' || Boolean(search && (orderBy === undefined || orderBy === null));

function ofFigures({ bucket, fill, transform, limit }: Arguments): number {
  const isFilled = fill !== undefined && fill !== null && fill !== 'NONE';
  const isCompared = transform !== undefined && transform !== null && transform !== 'LEVEL';
  const gathered = bucket ? 50 : 0;
  return (isFilled && bucket ? ofFill(bucket, limit) : gathered) + (isCompared ? 50 : 0);
}

/** Figures of two series, of which one is in the answer. */
function ofComparison(args: Arguments): number {
  return 50 + 2 * ofFigures(args) + (typeof args.limit === 'number' ? Math.max(args.limit, 0) : 1_000);
}

/** A panel: each series that it can have, as the figures of one, and each of its figures. */
function ofPanel(args: Arguments): number {
  const { level, parent, bucket, from, to } = args as unknown as PanelArguments;
  const periods = periodsBetween(bucket, new Date(from), to == null ? new Date() : new Date(to));
  return mostRegions(level, parent) * (ofFigures(args) + periods);
}

/** As the schema has coerced them. */
interface PanelArguments {
  readonly level: Parameters<typeof mostRegions>[0];
  readonly parent?: string | null;
  readonly bucket: Parameters<typeof periodsBetween>[0];
  readonly from: string;
  readonly to?: string | null;
}

/** What arguments add to a field, by schema coordinate. */
export const SURCHARGES: Readonly<Record<string, (args: Arguments) => number>> = {
  'Query.choropleth': ({ method }) => (method === 'JENKS' ? 5_000 : 0),
  'Query.panel': ofPanel,
  'Query.regions': ({ search, bbox, where, orderBy }) =>
    (search || bbox ? SCAN : 0) + (where ? CONDITIONS : 0) + (orderBy ? ORDER : 0),
  'Query.regionsAt': ({ where }) => (where ? CONDITIONS : 0),
  'Query.seriesCatalog': ({ search, orderBy, where }) =>
    (search ? SCAN : 0) + (isByRelevance(search, orderBy) ? RELEVANCE : 0) + (where ? CONDITIONS : 0),
  'Series.comparison': ofComparison,
  'Series.observationColumns': ofFigures,
  'Series.observations': ofFigures,
};

/** A filter across a link: its keys are searched for, and found again in the other upstream. */
export const LINK_FILTER = 10_000;

/** The arguments that these look at. */
export const SURCHARGED_ARGUMENTS = [
  'bbox',
  'bucket',
  'fill',
  'from',
  'level',
  'method',
  'orderBy',
  'parent',
  'search',
  'to',
  'transform',
  'where',
] as const;

/** How long the analytics' lists that take no size can be: a number, or the name of the list argument that decides it. */
const LIST_SIZES: Readonly<Record<string, number | string>> = {
  'Choropleth.classes': 9,
  'Coverage.frequencies': 5,
  'Coverage.levels': 14,
  'LevelCoverage.frequencies': 5,
  'Query.dataSources': 50,
  'Query.regionsAt': 'places',
  'Region.ancestors': 4,
  'Region.indicators': 50,
  'SeriesFacets.frequencies': 5,
  'SeriesFacets.indicators': 1_000,
  'SeriesFacets.levels': 14,
  'SeriesFacets.sources': 50,
};

/** The list arguments that decide how long a list can be. */
export const LIST_ARGUMENTS = Object.values(LIST_SIZES).filter((size) => typeof size === 'string');

/** How long a list that takes no size can be: see `LIST_SIZES`. Of a link's field, the link says it. */
export function listSizeOf(typeName: string, field: GraphQLField<unknown, unknown>): number | string | undefined {
  const { listSize } = field.extensions;
  return typeof listSize === 'number' ? listSize : LIST_SIZES[`${typeName}.${field.name}`];
}

/** How long the lists of a field's value are that have no size of their own, by schema coordinate and its arguments. */
export const SIZES_BELOW: Readonly<Record<string, (args: Arguments) => number>> = {
  'Query.choropleth': (args) => {
    const { level, parent } = args as unknown as PanelArguments;
    return mostRegions(level, parent);
  },
};

/** How long any other can be. */
export const LIST_SIZE = 100;

/** The largest page of a connection without `first` or `last`; the upstreams give no more. */
export const PAGE_SIZE = 200;
