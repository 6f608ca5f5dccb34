import { drizzleKitFilters, owners } from '../migrations/owners.ts';

/** The tables of simplified borders. */
export default {
  ...drizzleKitFilters(owners.borders),
  schema: './subgraphs/analytics/tiles/simplified/tables.ts',
  out: './subgraphs/analytics/migrations',
  extensionsFilters: ['postgis'],
};
