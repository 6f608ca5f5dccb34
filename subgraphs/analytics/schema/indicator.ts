import { getSchemaConfig, queryFromInfo } from '@pothos/plugin-drizzle';
import { sql } from 'drizzle-orm';
import type { GraphQLResolveInfo } from 'graphql';
import { array, indexBy } from '../dialect/arrays.ts';
import { bounds, checkLength } from './bounds.ts';
import { type AnalyticsContext, builder, nonNull, nullOnError } from './builder.ts';
import { allByCode } from './paging.ts';

const IndicatorDirection = builder.enumType('IndicatorDirection', {
  description: 'Which values are better.',
  values: {
    HIGHER_IS_BETTER: { description: 'Higher values are better, as of employment.' },
    LOWER_IS_BETTER: { description: 'Lower values are better, as of unemployment.' },
    NEUTRAL: { description: 'Neither is better.' },
  },
});

export const Indicator = builder.drizzleObject('indicators', {
  name: 'Indicator',
  description:
    'A quantity that several series measure, in different regions or by different sources: series of one indicator are comparable.',
  select: { columns: { indicatorId: true } },
  fields: (t) => ({
    code: t.exposeString('code', nonNull('Its code, unique: "UNEMPLOYMENT_RATE".')),
    name: t.exposeString('name', nonNull('Its name in English.')),
    description: t.exposeString('description', nullOnError('What it measures, in English.')),
    units: t.exposeString('units', nonNull('The unit of its values, in words: "Percent".')),
    decimals: t.exposeInt('decimals', nonNull('How many decimals to show, 0 or more.')),
    direction: t.expose('direction', {
      type: IndicatorDirection,
      ...nonNull('Whether a higher or a lower value is better.'),
    }),
  }),
});

/** Options for `t.loadable` fields that resolve to an indicator's id: one statement loads all ids of a tick. */
export const loadedIndicator = {
  type: Indicator,
  byPath: true,
  load: async (ids: readonly number[], context: AnalyticsContext, _args: object, info: GraphQLResolveInfo) => {
    const query = queryFromInfo({
      config: getSchemaConfig(builder),
      context,
      info,
      columns: { indicatorId: true },
    });
    const rows = await context.db.query.indicators.findMany({
      ...query,
      where: { RAW: (table) => sql`${table.indicatorId} = any(${array('integer', ids)})` },
    });
    const found = indexBy(rows, ({ indicatorId }) => indicatorId);
    return ids.map((id) => found.get(id) ?? new Error(`There is no indicator ${id}.`));
  },
} as const;

builder.queryFields((t) => ({
  indicator: t.drizzleField({
    type: Indicator,
    description: 'The indicator with a code; null if there is none.',
    args: { code: t.arg.string({ required: true, description: 'An indicator\'s code: "UNEMPLOYMENT_RATE".' }) },
    resolve: async (query, _root, { code }, { db }) =>
      (await db.query.indicators.findFirst(query({ where: { code } }))) ?? null,
  }),
  indicatorsByCodes: t.drizzleField({
    type: [Indicator],
    nullable: { list: true, items: true },
    ...nullOnError('Lookup: the indicators in the order of the codes, null for an unknown code. At most 1,000.'),
    args: { codes: t.arg.stringList({ required: true, description: 'Codes of indicators, at most 1,000.' }) },
    resolve: async (query, _root, { codes }, { db }) => {
      checkLength('codes', codes, bounds.lookup);
      const rows = await db.query.indicators.findMany(
        query({
          columns: { code: true },
          where: { RAW: (table) => sql`${table.code} = any(${array('text', codes)})` },
        }),
      );
      const found = indexBy(rows, (row) => row.code);
      return codes.map((code) => found.get(code) ?? null);
    },
  }),
  indicators: t.drizzleField({
    type: [Indicator],
    ...nullOnError('The indicators, in the order of their codes. For example `{ indicators { code name units } }`.'),
    args: { first: t.arg.int({ defaultValue: bounds.catalogue, description: 'The maximum number, 1 to 1,000.' }) },
    resolve: (query, _root, { first }, { db }) => db.query.indicators.findMany(query(allByCode(first))),
  }),
}));
