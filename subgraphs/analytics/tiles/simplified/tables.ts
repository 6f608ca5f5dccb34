import { customType, index, integer, pgSchema, primaryKey, smallint, text, timestamp } from 'drizzle-orm/pg-core';

/** What is ours in the database: the only schema that Drizzle may make anything in for the analytics. */
export const gateway = pgSchema('gateway');

/** In the coordinates of the tiles, metres of the Web Mercator projection. */
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

/** Which levels are stored, and what their boundary table was like when they were. */
export const simplifiedLevels = gateway.table('simplified_levels', {
  level: text().primaryKey(),
  /** Of the boundary table, see freshness.ts. */
  fingerprint: text().notNull(),
  regions: integer().notNull(),
  refreshedAt: timestamp('refreshed_at', { withTimezone: true, mode: 'date' }).notNull().defaultNow(),
});
