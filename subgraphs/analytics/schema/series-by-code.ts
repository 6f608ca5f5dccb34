import { indexBy } from '../dialect/arrays.ts';
import { hasCode } from '../dialect/series-codes.ts';
import { bounds, checkLength } from './bounds.ts';
import { builder, nullOnError } from './builder.ts';
import { selectedFields } from './selected.ts';
import { Series, selectCode } from './series.ts';
import { figuresAhead } from './series-observations.ts';

builder.queryFields((t) => ({
  series: t.drizzleField({
    type: Series,
    description: 'The series with a code; null if there is none.',
    args: { code: t.arg.string({ required: true, description: 'A series\' code: "BLS:CES0000000001".' }) },
    resolve: async (query, _root, { code }, context, info) => {
      const { db } = context;
      const fields = selectedFields(info);
      const ahead = figuresAhead(context, code, fields);
      const isAll = ahead.length === fields.length;
      const where = { RAW: (table: Parameters<typeof hasCode>[0]) => hasCode(table, [code]) };
      const find = () => db.query.series.findFirst(query({ columns: { seriesId: true, regionCode: true }, where }));
      const [first] = ahead;
      const series = await (first && isAll ? first.found.catch(find) : find());
      if (series) for (const { prime } of ahead) prime(series.seriesId);
      return series ?? null;
    },
  }),
  seriesByCodes: t.drizzleField({
    type: [Series],
    nullable: { list: true, items: true },
    ...nullOnError('Lookup: the series in the order of the codes, null for an unknown code. At most 1,000.'),
    args: { codes: t.arg.stringList({ required: true, description: 'Codes of series, at most 1,000.' }) },
    resolve: async (query, _root, { codes }, { db }) => {
      checkLength('codes', codes, bounds.lookup);
      const rows = await db.query.series.findMany(
        query({ ...selectCode, where: { RAW: (table) => hasCode(table, codes) } }),
      );
      const found = indexBy(rows, ({ fullCode }) => fullCode);
      return codes.map((code) => found.get(code) ?? null);
    },
  }),
}));
