import { type FreshnessRow, findFreshness } from '../dialect/queries/freshness.ts';
import { batched } from './batched.ts';
import { bounds } from './bounds.ts';
import { builder, nonNull, nullOnError } from './builder.ts';
import { allByCode } from './paging.ts';

type Freshness = Omit<FreshnessRow, 'sourceId'>;

const freshness = batched(findFreshness, (sourceId: number) => sourceId);

/** The freshness of a source that is newer than the last refresh of the views. */
const NO_LOADS: Freshness = { lastSuccess: null, lastFailure: null, rows24h: 0, lagSeconds: null };

const DataFreshness = builder.objectRef<Freshness>('DataFreshness').implement({
  description: "How recent the data of a source is, as of the last refresh of the database's views.",
  fields: (t) => ({
    lastSuccessAt: t.expose('lastSuccess', {
      type: 'DateTime',
      description: 'When a load last succeeded; null if none did.',
    }),
    lastFailureAt: t.expose('lastFailure', {
      type: 'DateTime',
      description: 'When a load last failed; null if none did.',
    }),
    rowsIn24Hours: t.exposeInt(
      'rows24h',
      nonNull('Rows that loads wrote in the 24 hours before the refresh, 0 or more.'),
    ),
    lagSeconds: t.exposeFloat('lagSeconds', {
      description: 'Seconds from the last success to the refresh; null where no load has succeeded.',
    }),
  }),
});

export const DataSource = builder.drizzleObject('dataSources', {
  name: 'DataSource',
  description: 'Who publishes series: a statistical office or a bank.',
  select: { columns: { sourceId: true } },
  fields: (t) => ({
    code: t.exposeString('code', nonNull('Its code, unique: "BLS".')),
    name: t.exposeString('name', nonNull('Its name in English.')),
    homepageUrl: t.expose('homepageUrl', { type: 'URL', ...nullOnError('Its home page.') }),
    license: t.exposeString('license', nullOnError('The terms of use of its data, in words.')),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', ...nonNull('When this record of the source last changed.') }),
    freshness: t.field({
      type: DataFreshness,
      ...nullOnError('How recently its data was loaded.'),
      resolve: async ({ sourceId }, _args, context) => (await freshness(context, {}).load(sourceId)) ?? NO_LOADS,
    }),
  }),
});

builder.queryField('dataSources', (t) =>
  t.drizzleField({
    type: [DataSource],
    ...nullOnError('The sources, in the order of their codes. For example `{ dataSources { code name } }`.'),
    args: { first: t.arg.int({ defaultValue: bounds.catalogue, description: 'The maximum number, 1 to 1,000.' }) },
    resolve: (query, _root, { first }, { db }) => db.query.dataSources.findMany(query(allByCode(first))),
  }),
);
