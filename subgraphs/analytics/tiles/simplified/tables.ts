import { customType, index, integer, pgSchema, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core';

/** The gateway's own schema: the only schema of the analytics in which Drizzle may create tables. */
export const gateway = pgSchema('gateway');

/** Geometry in tile coordinates: metres of the Web Mercator projection. */
const mercator = customType<{ data: string }>({ dataType: () => 'geometry(MultiPolygon, 3857)' });

/** Each region's border simplified for a zoom, ready to be cut into tiles. */
export const simplifiedBoundaries = gateway.table(
  'simplified_boundaries',
  {
    level: text().notNull(),
    code: text().notNull(),
    zoom: smallint().notNull(),
    geom: mercator().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.level, table.zoom, table.code] }),
    index('simplified_boundaries_geom').using('gist', table.geom),
  ],
);

/** The stored levels, with the fingerprint of the boundary table that each was stored from. */
export const simplifiedLevels = gateway.table('simplified_levels', {
  level: text().primaryKey(),
  /** Fingerprint of the boundary table, see freshness.ts. */
  fingerprint: text().notNull(),
  regions: integer().notNull(),
  refreshedAt: timestamp('refreshed_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});
