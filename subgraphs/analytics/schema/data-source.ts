import { type SQLWrapper, sql } from 'drizzle-orm';
import { semanticNonNull } from '../../schema/semantic-non-null.ts';
import { type FreshnessRow, findFreshness } from '../dialect/queries/freshness.ts';
import { batched } from './batched.ts';
import { bounds, checkRange } from './bounds.ts';
import { builder } from './builder.ts';

const freshness = batched(findFreshness, (sourceId: number) => sourceId);

const DataFreshness = builder.objectRef<FreshnessRow>('DataFreshness').implement({
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
    rowsIn24Hours: t.exposeInt('rows24h', {
      nullable: false,
      description: 'Rows that loads wrote in the 24 hours before the refresh, 0 or more.',
    }),
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
    code: t.exposeString('code', { nullable: false, description: 'Its code, unique: "BLS".' }),
    name: t.exposeString('name', { nullable: false, description: 'Its name in English.' }),
    homepageUrl: t.expose('homepageUrl', { type: 'URL', description: 'Its home page.' }),
    license: t.exposeString('license', { description: 'The terms of use of its data, in words.' }),
    updatedAt: t.expose('updatedAt', {
      type: 'DateTime',
      nullable: false,
      description: 'When this record of the source last changed.',
    }),
    freshness: t.field({
      type: DataFreshness,
      description: 'How recently its data was loaded.',
      resolve: ({ sourceId }, _args, context) => freshness(context, sourceId, {}),
    }),
  }),
});

builder.queryField('dataSources', (t) =>
  t.drizzleField({
    type: [DataSource],
    description: 'The sources, in the order of their codes. For example `{ dataSources { code name } }`.',
    extensions: semanticNonNull,
    args: { first: t.arg.int({ defaultValue: bounds.catalogue, description: 'The maximum number, 1 to 1,000.' }) },
    resolve: async (query, _root, { first }, { db }) => {
      const limit = first ?? bounds.catalogue;
      checkRange('first', limit, 1, bounds.catalogue);
      const orderBy = (table: { code: SQLWrapper }) => sql`${table.code} collate "C"`;
      return db.query.dataSources.findMany(query({ orderBy, limit }));
    },
  }),
);
