import { buildSchema, type GraphQLSchema } from 'graphql';
import { mayReadVersions, type Role } from '../data/roles.ts';

/** What everyone may query of Directus itself. */
const PING = 'type Query { server_ping: String }';

/** The part of content versions that the gateway reads. */
const VERSIONS = `
  extend type Query { versions(filter: directus_versions_filter, sort: [String], limit: Int): [directus_versions!]! }
  input directus_versions_filter { collection: string_filter_operators, item: string_filter_operators }
  input string_filter_operators { _eq: String }
  type directus_versions { id: ID!, key: String!, name: String, date_created: Date, date_updated: Date, delta: JSON }
  scalar Date
  scalar JSON
`;

/** Directus's own GraphQL as a role sees it. No row here has a content version. */
export function systemSchema(role: Role): GraphQLSchema {
  if (!mayReadVersions(role)) return buildSchema(PING);
  const schema = buildSchema(PING + VERSIONS);
  Object.assign(schema.getQueryType()?.getFields().versions ?? {}, { resolve: () => [] });
  return schema;
}
