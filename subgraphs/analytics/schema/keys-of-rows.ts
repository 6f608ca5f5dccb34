import { findRegionCodes, findSeriesCodes } from '../dialect/queries/keys-of-rows.ts';
import { bounds, checkConditions, checkRange } from './bounds.ts';
import { builder } from './builder.ts';
import { checkIndicators } from './known-codes.ts';
import { RegionWhereInput, SeriesWhereInput } from './where.ts';

/** What filters across links ask: codes alone, as many as a filter may have. */
builder.queryFields((t) => {
  const first = t.arg.int({ required: true, description: `At most how many, 0 to ${bounds.keys}.` });
  return {
    regionCodes: t.stringList({
      nullable: true,
      description: 'Lookup: the codes of the regions of all levels that pass a condition.',
      args: { where: t.arg({ type: RegionWhereInput, required: true, description: 'The condition.' }), first },
      resolve: async (_root, { where, first: most }, context) => {
        checkRange('first', most, 0, bounds.keys);
        checkConditions(where);
        const codes = findRegionCodes(context, where, most);
        const [found] = await Promise.all([codes, checkIndicators(context, { level: 'REGION', where }, undefined)]);
        return found;
      },
    }),
    seriesCodes: t.stringList({
      nullable: true,
      description: 'Lookup: the codes of the series that pass a condition.',
      args: { where: t.arg({ type: SeriesWhereInput, required: true, description: 'The condition.' }), first },
      resolve: (_root, { where, first: most }, context) => {
        checkRange('first', most, 0, bounds.keys);
        checkConditions(where);
        return findSeriesCodes(context, where, most);
      },
    }),
  };
});
