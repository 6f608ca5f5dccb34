import { defineRelations } from 'drizzle-orm';
import { dataSources, indicators, ingestionLogs, series } from './tables.ts';

/** How the catalogue's tables hang together: what a relational query may fetch along with a row, in its one statement. */
export const relations = defineRelations({ dataSources, indicators, ingestionLogs, series }, (r) => ({
  series: {
    source: r.one.dataSources({ from: r.series.sourceId, to: r.dataSources.sourceId, optional: false }),
    indicator: r.one.indicators({ from: r.series.indicatorId, to: r.indicators.indicatorId }),
  },
  ingestionLogs: {
    source: r.one.dataSources({ from: r.ingestionLogs.sourceId, to: r.dataSources.sourceId, optional: false }),
    series: r.one.series({ from: r.ingestionLogs.seriesId, to: r.series.seriesId }),
  },
}));
