import type { GraphQLField } from 'graphql';
import { mostRegions, periodsBetween } from '../../subgraphs/analytics/schema/panel-size.ts';
import { BODY_BYTES } from './bounds.ts';

/*
 * Costs of work, in points. A point is at most 50 µs of processor time of the gateway, the upstreams and the database
 * together: `npm run bench:cost` measures it, and docs/limits.md has its table. Long uninterrupted work costs more, so
 * that one operation at the limit of the public takes some tenths of a second.
 */

/** Cost of any operation. */
export const OPERATION = 50;

/** Cost of a new document, and of validating and compiling each field of a new operation. Both count only for rates. */
export const PARSING = 200;
export const COMPILED_FIELD = 200;

/** Cost of so many bytes of a body, before it is parsed: its JSON may be of any shape. It counts only for rates. */
const READING = 50;
const READING_BYTES = 20_000;

/** Returns the cost of reading a body. A body in chunks, whose length is unknown, costs as much as the longest. */
export function readingCost(headers: Pick<Headers, 'get' | 'has'>): number {
  const bytes = headers.has('transfer-encoding') ? BODY_BYTES : Number(headers.get('content-length') ?? 0);
  return READING * Math.floor(bytes / READING_BYTES);
}

/** Weights of fields, by schema coordinate; a field that is not listed has a weight of 1. */
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

/** Cost of filling a series, and of each filled figure; and maximum cost, by bucket. */
const FILL = 500;
const FILLED = 20;
const FILLS: Readonly<Record<string, number>> = { DAY: 40_000, WEEK: 6_000, MONTH: 1_500, QUARTER: 500, YEAR: 200 };

function ofFill(bucket: unknown, limit: unknown): number {
  const most = FILLS[String(bucket)] ?? 0;
  return typeof limit === 'number' ? Math.min(most, FILL + FILLED * Math.max(limit, 0)) : most;
}

/** Cost of a search or a box that reads every row. */
const SCAN = 25_000;

/** Cost of a search or a box in the regions of a level: 2 for each, of which the names are compared, too. */
const ofScan = (level: unknown): number => Math.min(SCAN, 2 * mostRegions(level as PanelArguments['level'], undefined));

/** Cost of conditions (at most 20) that read a view for each row, and of an order by the view. */
const CONDITIONS = 5_000;
const ORDER = 1_000;

/** Cost of an order by the relevance of each found title. */
const RELEVANCE = 5_000;

const isByRelevance = (search: unknown, orderBy: unknown): boolean =>
  orderBy === 'RELEVANCE' || Boolean(search && (orderBy === undefined || orderBy === null));

function ofFigures({ bucket, fill, transform, limit }: Arguments): number {
  const isFilled = fill !== undefined && fill !== null && fill !== 'NONE';
  const isCompared = transform !== undefined && transform !== null && transform !== 'LEVEL';
  const gathered = bucket ? 50 : 0;
  return (isFilled && bucket ? ofFill(bucket, limit) : gathered) + (isCompared ? 50 : 0);
}

/** Cost of the figures of two series, of which the answer has one. */
function ofComparison(args: Arguments): number {
  return 50 + 2 * ofFigures(args) + (typeof args.limit === 'number' ? Math.max(args.limit, 0) : 1_000);
}

/** Cost of a panel: the figures of each possible series, and each of its figures. */
function ofPanel(args: Arguments): number {
  const { level, parent, bucket, from, to } = args as unknown as PanelArguments;
  const regions = mostRegions(level, parent);
  if (regions === 0) return 0;
  const periods = periodsBetween(bucket, new Date(from), to == null ? new Date() : new Date(to));
  return regions * (ofFigures(args) + periods);
}

/** Arguments, coerced by the schema. */
interface PanelArguments {
  readonly level: Parameters<typeof mostRegions>[0];
  readonly parent?: string | null;
  readonly bucket: Parameters<typeof periodsBetween>[0];
  readonly from: string;
  readonly to?: string | null;
}

/** Costs that arguments add to a field, by schema coordinate. */
export const SURCHARGES: Readonly<Record<string, (args: Arguments) => number>> = {
  'Query.choropleth': ({ method }) => (method === 'JENKS' ? 5_000 : 0),
  'Query.panel': ofPanel,
  'Query.regions': ({ search, bbox, where, orderBy, level }) =>
    (search || bbox ? ofScan(level) : 0) + (where ? CONDITIONS : 0) + (orderBy ? ORDER : 0),
  'Query.regionsAt': ({ where }) => (where ? CONDITIONS : 0),
  'Query.seriesCatalog': ({ search, orderBy, where }) =>
    (search ? SCAN : 0) + (isByRelevance(search, orderBy) ? RELEVANCE : 0) + (where ? CONDITIONS : 0),
  'Series.comparison': ofComparison,
  'Series.observationColumns': ofFigures,
  'Series.observations': ofFigures,
};

/** Cost of a filter across a link: a search for its keys, and a filter by them in the other upstream. */
export const LINK_FILTER = 10_000;

/** The arguments that surcharges use. */
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

/** Maximum lengths of lists without a size argument: a number, or the name of the list argument that decides it. */
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

/** The list arguments that decide the maximum length of a list. */
export const LIST_ARGUMENTS = Object.values(LIST_SIZES).filter((size) => typeof size === 'string');

/** Returns the maximum length of a list without a size argument: its link's `listSize`, else see `LIST_SIZES`. */
export function listSizeOf(typeName: string, field: GraphQLField<unknown, unknown>): number | string | undefined {
  const { listSize } = field.extensions;
  return typeof listSize === 'number' ? listSize : LIST_SIZES[`${typeName}.${field.name}`];
}

/** Lengths of the lists in a field's value that have no size argument, by schema coordinate and arguments. */
export const SIZES_BELOW: Readonly<Record<string, (args: Arguments) => number>> = {
  'Query.choropleth': (args) => {
    const { level, parent } = args as unknown as PanelArguments;
    return mostRegions(level, parent);
  },
};

/** Assumed length of any other list. */
export const LIST_SIZE = 100;

/** Maximum size of a page without `first` or `last`, which the upstreams enforce. */
export const PAGE_SIZE = 200;
