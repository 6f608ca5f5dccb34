import { sql } from 'drizzle-orm';
import { sourceCode } from '../dialect/series-codes.ts';
import { isFirstOfRegion } from '../dialect/series-conditions.ts';
import { bounds, checkRange } from './bounds.ts';
import { builder } from './builder.ts';
import { nullOnError } from './nullability.ts';
import { Region } from './region.ts';
import { Series } from './series.ts';

builder.objectField(Region, 'series', (t) =>
  t.loadableList({
    type: Series,
    ...nullOnError('The series about it, in the order of their source and code.'),
    args: {
      first: t.arg.int({ defaultValue: 20, description: 'The maximum number, 1 to 100.' }),
    },
    byPath: true,
    load: async (codes: string[], context, { first }, info) => {
      const most = first ?? 20;
      checkRange('first', most, 1, bounds.seriesOfRegion);
      const { db } = context;
      const query = t.drizzleQueryFromInfo(Series, { context, info, columns: { seriesId: true, regionCode: true } });
      const rows = await db.query.series.findMany({
        ...query,
        where: { RAW: (table) => isFirstOfRegion(table, codes, most) },
        orderBy: (table) => [sql`${sourceCode(table)} collate "C"`, sql`${table.code} collate "C"`],
      });
      const found = Map.groupBy(rows, ({ regionCode }) => regionCode);
      return codes.map((code) => found.get(code) ?? []);
    },
    resolve: ({ code }) => code,
  }),
);
