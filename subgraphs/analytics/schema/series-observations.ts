import { errorCodeOf } from '../client/outages.ts';
import type { ObservationQuery, Transform } from '../dialect/observation-steps.ts';
import { findObservations, findObservationsByCode, type ObservationRow } from '../dialect/queries/observations.ts';
import { batched } from './batched.ts';
import { badInput, bounds } from './bounds.ts';
import { type AnalyticsContext, builder, nonNull, nullOnError } from './builder.ts';
import { perRequest } from './context.ts';
import { dayOf, Observation } from './observation.ts';
import { observationArgs, readObservationArgs } from './observation-args.ts';
import { checkPopulation } from './population.ts';
import type { SelectedField } from './selected.ts';
import { Series } from './series.ts';

const spentBy = perRequest(() => ({ figures: 0 }));

/** Counts the figures of a request, by `weightOf`. @throws BAD_USER_INPUT over the bound of a whole request */
export function spendObservations({ scope }: AnalyticsContext, figures: number): void {
  const spent = spentBy(scope);
  const [total, most] = [spent.figures + figures, bounds.observationsOfRequest];
  if (total > most) {
    const remedy = 'Request fewer series, or fewer figures of each.';
    throw badInput(`observations: at most ${most} over a whole request, not ${total}. ${remedy}`);
  }
  spent.figures = total;
}

/** Transforms that do not compare values to neighbouring values. */
const PLAIN_TRANSFORMS: readonly Transform[] = ['LEVEL', 'LOG', 'INDEX'];

/** Returns the cost of a query's figure, in plain figures. Filled and compared figures are computed row by row. */
function weightOf({ fill, transform }: ObservationQuery): number {
  return 1 + (fill === 'NONE' ? 0 : 4) + (PLAIN_TRANSFORMS.includes(transform) ? 0 : 4);
}

/** Number of periods in fifty years: few series are longer. */
const PERIODS = { DAY: 18_262, WEEK: 2_609, MONTH: 600, QUARTER: 200, YEAR: 50 } as const;

/** Maximum number of periods that a statement fills, unless one series has more: about 20 ms of database time. */
const FILLED_PERIODS = 4_000;

/** Returns the maximum number of series per statement: a long fill is split, so that other requests run in between. */
function mostSeries({ bucket, fill, limit, transform }: ObservationQuery): number {
  if (!bucket || fill === 'NONE') return bounds.observationsOfRequest;
  const periods = Math.min(limit, PERIODS[bucket]) * (transform === 'YEAR_ON_YEAR' ? 2 : 1);
  return Math.max(1, Math.floor(FILLED_PERIODS / periods));
}

type Find<Key, Id, Found> = (
  context: AnalyticsContext,
  keys: readonly Key[],
  query: ObservationQuery,
) => Promise<ReadonlyMap<Id, Found>>;

/** Counts the cost of the figures of many series, then finds them in as few statements as possible. */
const finding =
  <Key, Id, Found>(find: Find<Key, Id, Found>): Find<Key, Id, Found> =>
  async (context, keys, query) => {
    spendObservations(context, keys.length * query.limit * weightOf(query));
    const most = mostSeries(query);
    const parts = Array.from({ length: Math.ceil(keys.length / most) }, (_, part) =>
      keys.slice(part * most, (part + 1) * most),
    );
    try {
      const found = await Promise.all(parts.map((part) => find(context, part, query)));
      return new Map(found.flatMap((part) => [...part]));
    } catch (error) {
      throw errorCodeOf(error) === INVALID_PARAMETER_VALUE ? unknownTimeZone(query) : error;
    }
  };

const observationsOf = batched<number, number, readonly ObservationRow[], ObservationQuery>(
  finding(findObservations),
  (seriesId) => seriesId,
);
/** Finds the figures of a series, ascending in time. One statement serves all series with the same arguments. */
export async function findFigures(
  context: AnalyticsContext,
  seriesId: number,
  query: ObservationQuery,
): Promise<readonly ObservationRow[]> {
  const rows = (await observationsOf(context, query).load(seriesId)) ?? [];
  if (rows.every(({ value }) => value === null)) await checkPopulation(context, [seriesId], query);
  return rows;
}

const figuresByCode = batched(finding(findObservationsByCode), (code: string) => code);

/**
 * Starts to load the figures of a series, which takes longest, before the series is found. Fields with invalid arguments
 * are left out: their resolvers report the error.
 * @returns for each field with figures, the series with them, and a function that passes the figures to the field
 */
export function figuresAhead(context: AnalyticsContext, code: string, fields: readonly SelectedField[]) {
  return fields.flatMap(({ name, args }) => {
    if (name !== 'observations' && name !== 'observationColumns') return [];
    try {
      const query = readObservationArgs(args());
      const found = figuresByCode(context, query).load(code);
      const rows = found.then((figures) => figures?.rows ?? null);
      // The field that selects them reports the error.
      rows.catch(() => {});
      return { found, prime: (seriesId: number) => observationsOf(context, query).prime(seriesId, rows) };
    } catch {
      return [];
    }
  });
}

/** PostgreSQL's error for an unknown time zone. No other part of a query causes it. */
const INVALID_PARAMETER_VALUE = '22023';

/** Makes the error for a zone that only Node knows: Node and the database have different releases of time zones. */
function unknownTimeZone({ timeZone }: ObservationQuery): Error {
  return badInput(
    `timeZone: the database does not know "${timeZone}". Give another name of the same zone: "Asia/Kolkata", not "Asia/Calcutta".`,
  );
}

const ObservationColumns = builder.objectRef<readonly ObservationRow[]>('ObservationColumns').implement({
  description: 'Figures of a series by column, for charts: lists of the same length, ascending in time.',
  fields: (t) => ({
    times: t.field({
      type: ['DateTime'],
      ...nonNull('The moments that the figures are of; for a period, its first moment.'),
      resolve: (rows) => rows.map(({ observedAt }) => observedAt),
    }),
    dates: t.field({
      type: ['Date'],
      ...nonNull('The calendar days of the figures, as `Observation.date` has them.'),
      resolve: (rows) => rows.map(dayOf),
    }),
    values: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'The figures; null for one that is not available, which is not zero.',
      resolve: (rows) => rows.map(({ value }) => value),
    }),
  }),
});

builder.drizzleObjectFields(Series, (t) => ({
  observations: t.field({
    type: [Observation],
    ...nullOnError('Its figures in a range of days, ascending in time: the most recent `limit` of them.'),
    args: observationArgs,
    resolve: ({ seriesId }, args, context) => findFigures(context, seriesId, readObservationArgs(args)),
  }),
  observationColumns: t.field({
    type: ObservationColumns,
    ...nullOnError('The same figures as `observations` with the same arguments, by column.'),
    args: observationArgs,
    resolve: ({ seriesId }, args, context) => findFigures(context, seriesId, readObservationArgs(args)),
  }),
}));
