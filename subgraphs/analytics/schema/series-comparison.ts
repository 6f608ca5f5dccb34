import { indexBy } from '../dialect/arrays.ts';
import { hasCode } from '../dialect/series-codes.ts';
import { batched } from './batched.ts';
import { badInput } from './bounds.ts';
import { builder, nonNull } from './builder.ts';
import { Observation } from './observation.ts';
import { observationArgs, readObservationArgs, unitsAfter } from './observation-args.ts';
import { Series, selectCode } from './series.ts';
import { findFigures } from './series-observations.ts';

type Operation = 'RATIO' | 'DIFFERENCE';

interface Comparison {
  readonly units: string;
  readonly other: { readonly seriesId: number; readonly regionCode: string | null };
  readonly rows: Awaited<ReturnType<typeof findFigures>>;
}

/** Finds series with their units, by "SOURCE:CODE". */
const unitsOf = batched(
  async ({ db }, codes: readonly string[]) => {
    const where = { RAW: (table: Parameters<typeof hasCode>[0]) => hasCode(table, codes) };
    const rows = await db.query.series.findMany({
      columns: { seriesId: true, regionCode: true, units: true },
      extras: selectCode.extras,
      where,
    });
    return indexBy(rows, ({ fullCode }) => fullCode);
  },
  (code) => code,
);

const SeriesOperation = builder.enumType('SeriesOperation', {
  description: 'How the figures of two series are combined.',
  values: {
    RATIO: { description: 'The figure of this series divided by the figure of the other; null if that is 0.' },
    DIFFERENCE: { description: 'The figure of this series minus the figure of the other, which has the same units.' },
  } satisfies Record<Operation, object>,
});

const SeriesComparison = builder.objectRef<Comparison>('SeriesComparison').implement({
  description: 'The combined figures of two series.',
  fields: (t) => ({
    units: t.exposeString(
      'units',
      nonNull('The unit of the values: "Thousands of persons", "Percent / Thousands of persons".'),
    ),
    with: t.field({ type: Series, ...nonNull('The other series.'), resolve: ({ other }) => other }),
    observations: t.expose('rows', {
      type: [Observation],
      ...nonNull('The figures of the times that both series have, ascending; null where one of the two is null.'),
    }),
  }),
});

builder.drizzleObjectField(Series, 'comparison', (t) =>
  t.field({
    type: SeriesComparison,
    description:
      'Its figures combined with those of another series, time by time, each as `observations` returns them for the same arguments. For figures per head, request the transform PER_CAPITA. For series of different units, request the DIFFERENCE of a transform such as INDEX. Null if the series does not exist.',
    args: {
      ...observationArgs,
      with: t.arg.string({ required: true, description: 'The code of the other series: "BLS:CES0500000001".' }),
      by: t.arg({ type: SeriesOperation, required: true, description: 'How the figures are combined.' }),
    },
    select: { columns: { seriesId: true, units: true } },
    resolve: async ({ seriesId, units }, { with: code, by, ...args }, context) => {
      const query = readObservationArgs(args);
      const other = await unitsOf(context, {}).load(code);
      if (!other) return null;
      const [own, others] = [unitsAfter(units, query), unitsAfter(other.units, query)];
      if (by === 'DIFFERENCE' && own !== others) {
        throw badInput(
          `by: DIFFERENCE needs the same units, not "${own}" and "${others}". Give RATIO, or a transform.`,
        );
      }
      const [left, right] = await Promise.all([seriesId, other.seriesId].map((id) => findFigures(context, id, query)));
      return { units: by === 'RATIO' ? ratioOf(own, others) : own, other, rows: combined(by, left ?? [], right ?? []) };
    },
  }),
);

function ratioOf(own: string, others: string): string {
  return own === others ? 'Ratio' : `${own} / ${others}`;
}

type Rows = Comparison['rows'];

function combined(by: Operation, left: Rows, right: Rows): Rows {
  const others = new Map(right.map(({ observedAt, value }) => [observedAt, value]));
  return left.flatMap(({ value, ...row }) => {
    const other = others.get(row.observedAt);
    return other === undefined ? [] : [{ ...row, status: null, value: compared(by, value, other) }];
  });
}

/** Compares in decimal, as changes are: 9.8 - 9.7 is 0.1. */
function compared(by: Operation, value: number | null, other: number | null): number | null {
  if (value === null || other === null) return null;
  if (by === 'RATIO') return other === 0 ? null : value / other;
  return Number((value - other).toPrecision(15));
}
