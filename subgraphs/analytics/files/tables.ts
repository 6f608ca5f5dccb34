import { and, type SQL, sql } from 'drizzle-orm';
import type { ObservationQuery } from '../dialect/observation-steps.ts';
import { findAbout, findSized } from '../dialect/queries/described-series.ts';
import { findPanelRegions, type PanelArgs, panelSeries } from '../dialect/queries/panel.ts';
import { hasCode } from '../dialect/series-codes.ts';
import { passes } from '../dialect/series-conditions.ts';
import { series } from '../dialect/tables.ts';
import type { AnalyticsContext } from '../schema/builder.ts';
import { type MapArgs, mapOf } from '../schema/choropleth.ts';
import { checkCodes } from '../schema/known-codes.ts';
import { type ObservationArgs, readObservationArgs, unitsAfter } from '../schema/observation-args.ts';
import { checkPanel, type PanelFieldArgs, readPanelArgs } from '../schema/panel.ts';
import { checkPopulation } from '../schema/population.ts';
import { readFilter, type SeriesFilterArgs } from '../schema/series-catalog.ts';
import { catalogueBatches, catalogueColumns } from './catalogue.ts';
import { figureBatches, figureColumns, type KeyedSeries, rowsOf, valuesOf } from './figures.ts';
import type { FileStart } from './request.ts';
import type { About, Column, Table } from './table.ts';

/* Each function `…Table` finds the data of a table by coerced arguments; undefined if there is none. */

type SeriesArgs = SeriesFilterArgs & FileStart & { readonly code?: string | null };

export async function observationsTable(context: AnalyticsContext, args: SeriesArgs & ObservationArgs) {
  const query = { ...readObservationArgs(args), limit: Number.POSITIVE_INFINITY };
  const { found, about } = await seriesOf(context, args, 'Observations');
  const keyed = found.map(({ code, ...each }) => ({ ...each, key: [code], rows: rowsOf(each, query) }));
  return keyed.length === 0 ? undefined : figureTable(context, about, [SERIES], keyed, query);
}

export async function panelTable(context: AnalyticsContext, { after, ...given }: PanelFieldArgs & FileStart) {
  const { args, query } = readPanelArgs(given);
  const regions = await findPanelRegions(context, args);
  if (regions.length === 0) await checkPanel(context, args);
  const keyed = regions
    .filter(isAfter(after))
    .map(({ code, name, ...each }) => ({ ...each, key: [code, name], rows: rowsOf(each, query) }));
  const about = await aboutOf(context, isOfPanel(args), `${args.indicator} by ${args.level}`);
  return figureTable(context, about, REGION, keyed, query);
}

/**
 * @param key the first columns of each row
 * @throws BAD_USER_INPUT if no region's population is known, where it is needed
 */
async function figureTable(
  context: AnalyticsContext,
  about: About,
  key: readonly Column[],
  series: readonly KeyedSeries[],
  query: ObservationQuery,
): Promise<Table> {
  await checkPopulation(
    context,
    series.map(({ seriesId }) => seriesId),
    query,
  );
  return {
    ...about,
    units: about.units.map((each) => unitsAfter(each, query)),
    columns: [...key, ...figureColumns],
    values: valuesOf(series, query),
    batches: () => figureBatches(context, series, query),
  };
}

export async function seriesTable(context: AnalyticsContext, args: SeriesArgs) {
  const { found, about } = await seriesOf(context, args, 'Series');
  const ids = found.map(({ seriesId }) => seriesId);
  const values = catalogueColumns.length * ids.length;
  return {
    ...about,
    columns: catalogueColumns,
    values,
    batches: () => catalogueBatches(context, ids),
  } satisfies Table;
}

export async function choroplethTable(context: AnalyticsContext, { after, ...args }: MapArgs & FileStart) {
  const parts = { regions: new Set(['name'] as const), newest: false, withoutValue: false };
  const map = await mapOf(context, args, parts);
  const regions = map.regions.filter(({ region }) => isAfter(after)(region));
  const rows = regions.map(({ region, value, class: number }) => [region.code, region.name, value, number]);
  const about = await aboutOf(context, isOfPanel(map.args), `${args.indicator} by ${args.level}`);
  const columns = [...REGION, ...CLASS];
  async function* batches() {
    if (rows.length > 0) yield columns.map((_, column) => rows.map((row) => row[column] ?? null));
  }
  return { ...about, columns, values: columns.length * rows.length, batches } satisfies Table;
}

const SERIES: Column = { name: 'series', type: 'text', description: 'The code of the series: "SOURCE:CODE".' };
const REGION: readonly Column[] = [
  { name: 'code', type: 'text', description: 'The code of the region.' },
  { name: 'name', type: 'text', description: 'Its name in English.' },
];
const CLASS: readonly Column[] = [
  { name: 'value', type: 'number', description: 'Its value; empty if there is none, which is not zero.' },
  { name: 'class', type: 'integer', description: 'The number of its class, 1 or more; empty if it has no value.' },
];

/** Finds the series that pass a filter, sorted by code point of their codes, and their description. */
async function seriesOf(context: AnalyticsContext, args: SeriesArgs, title: string) {
  const filter = await readFilter(context, args);
  await checkCodes(context, args);
  const condition = and(passes(series, filter), args.code == null ? undefined : hasCode(series, [args.code]));
  const [found, about] = await Promise.all([findSized(context, condition), aboutOf(context, condition, title)]);
  return { found: found.filter(isAfter(args.after)), about };
}

const isAfter =
  (after: string | null) =>
  ({ code }: { readonly code: string }) =>
    after === null || code > after;

const isOfPanel = (args: PanelArgs) =>
  sql`${series.seriesId} in (select series_id from (${panelSeries(args)}) as shown)`;

/** @param title title for several series; a single series has its own */
async function aboutOf(context: AnalyticsContext, condition: SQL | undefined, title: string): Promise<About> {
  const { count, title: own, units, sources, ...moments } = await findAbout(context, condition);
  const version = JSON.stringify([count, moments]);
  const newest = Math.max(0, ...Object.values(moments).map((moment) => Date.parse(moment ?? '') || 0));
  const retrievedAt = new Date(newest).toISOString();
  return { title: count === 1 && own !== null ? own : title, units, sources, retrievedAt, version };
}
