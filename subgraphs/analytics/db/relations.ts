import { defineRelations } from 'drizzle-orm';
import { dataSources, indicators, series } from './tables.ts';

/** How the catalogue's tables hang together: what a relational query may fetch along with a row, in its one statement. */
export const relations = defineRelations({ dataSources, indicators, series }, (r) => ({
  series: {
    source: r.one.dataSources({ from: r.series.sourceId, to: r.dataSources.sourceId, optional: false }),
    indicator: r.one.indicators({ from: r.series.indicatorId, to: r.indicators.indicatorId }),
  },
}));
