import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import { errorCodeOf } from '../client/outages.ts';
import type { ObservationQuery, Transform } from '../dialect/observation-steps.ts';
import {
  findObservations,
  findObservationsByCode,
  type ObservationRow,
  type SeriesFigures,
} from '../dialect/queries/observations.ts';
import { batched } from './batched.ts';
import { badInput, bounds } from './bounds.ts';
import { type AnalyticsContext, builder } from './builder.ts';
import { dayOf, Observation } from './observation.ts';
import { observationArgs, readObservationArgs } from './observation-args.ts';
import type { SelectedField } from './selected.ts';
import { Series } from './series.ts';
import { spending } from './spending.ts';

/** Counts figures that a request asks for: see `weightOf`. @throws BAD_USER_INPUT past the bound of a whole request */
export const spendObservations = spending(
  'observations',
  bounds.observationsOfRequest,
  'fewer series, or fewer figures of each',
);

/** Those that compare no value with the ones around it. */
const PLAIN_TRANSFORMS: readonly Transform[] = ['LEVEL', 'LOG', 'INDEX'];

/** How many plain figures one of a query costs the database: what is filled in or compared is worked out row by row. */
function weightOf({ fill, transform }: ObservationQuery): number {
  return 1 + (fill === 'NONE' ? 0 : 4) + (PLAIN_TRANSFORMS.includes(transform) ? 0 : 4);
}

/** The periods that fifty years have: few series are longer. */
const PERIODS = { DAY: 18_262, WEEK: 2_609, MONTH: 600, QUARTER: 200, YEAR: 50 } as const;

/** How many periods a statement fills at most, unless one series alone has more: some 20 ms of the database's time. */
const FILLED_PERIODS = 4_000;

/** How many series one statement fills: between the parts of a long fill, others have their turn. */
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

/** Finds what belongs to many series, in as few statements as may be, after what its figures cost is counted. */
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
/** The figures of a series, ascending in time, in one statement with those of others of which the same is requested. */
export async function findFigures(
  context: AnalyticsContext,
  seriesId: number,
  query: ObservationQuery,
): Promise<readonly ObservationRow[]> {
  return (await observationsOf(context, seriesId, query)) ?? [];
}

const figuresByCode = batched(finding(findObservationsByCode), (code: string) => code);

/** A series that was found with its figures, and how they reach the field that selects them. */
export interface Ahead {
  readonly found: Promise<SeriesFigures | null>;
  prime(seriesId: number): void;
}

/**
 * Loads figures of a series that is not found yet, for one of its fields.
 * @returns undefined for a field that is not of figures
 * @throws BAD_USER_INPUT as the field does, which says so
 */
export function figuresAhead(
  context: AnalyticsContext,
  code: string,
  { name, args }: SelectedField,
): Ahead | undefined {
  if (name !== 'observations' && name !== 'observationColumns') return undefined;
  const query = readObservationArgs(args());
  const found = figuresByCode(context, code, query);
  const rows = found.then((figures) => figures?.rows ?? null);
  // The field that they are for says why they failed.
  rows.catch(() => {});
  return { found, prime: (seriesId) => observationsOf.prime(context, seriesId, query, rows) };
}

/** What PostgreSQL says of a time zone that it does not know; nothing else of a query can be wrong in this way. */
const INVALID_PARAMETER_VALUE = '22023';

/** Node and the database each know the zones of a release of their own, and of older names not the same. */
function unknownTimeZone({ timeZone }: ObservationQuery): Error {
  return badInput(
    `timeZone: the database does not know "${timeZone}". Give another name of the same zone: "Asia/Kolkata", not "Asia/Calcutta".`,
  );
}

const ObservationColumns = builder.objectRef<readonly ObservationRow[]>('ObservationColumns').implement({
  description: 'Figures of a series by column, as charts take them: lists of one length, ascending in time.',
  fields: (t) => ({
    times: t.field({
      type: ['DateTime'],
      nullable: false,
      description: 'The moments that the figures are of; for a period, its first moment.',
      resolve: (rows) => rows.map(({ observedAt }) => observedAt),
    }),
    dates: t.field({
      type: ['Date'],
      nullable: false,
      description: 'The calendar days of the figures, as `Observation.date` has them.',
      resolve: (rows) => rows.map(dayOf),
    }),
    values: t.field({
      type: ['Float'],
      nullable: { list: false, items: true },
      description: 'The figures; null where one is not available, which is not zero.',
      resolve: (rows) => rows.map(({ value }) => value),
    }),
  }),
});

builder.drizzleObjectFields(Series, (t) => ({
  observations: t.field({
    type: [Observation],
    description: 'Its figures in a range of days, ascending in time: the most recent `limit` of them.',
    extensions: semanticNonNull,
    args: observationArgs,
    resolve: ({ seriesId }, args, context) => findFigures(context, seriesId, readObservationArgs(args)),
  }),
  observationColumns: t.field({
    type: ObservationColumns,
    description: 'The same figures as `observations` with the same arguments, by column.',
    extensions: semanticNonNull,
    args: observationArgs,
    resolve: ({ seriesId }, args, context) => findFigures(context, seriesId, readObservationArgs(args)),
  }),
}));
