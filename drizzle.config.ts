import { drizzleKitFilters, owners } from './subgraphs/migrations/owners.ts';

/** The content tables. */
export default {
  ...drizzleKitFilters(owners.content),
  schema: './content-model/tables.ts',
  out: './content-model/migrations',
};
