import { GraphQLSchema } from 'graphql';
import { createDerived, createNumbering } from '../common/memo.ts';
import type { OperationRequest } from '../contract/request.ts';
import type { Caller, Upstream, UpstreamContext, UpstreamSource } from '../contract/upstream.ts';
import { lostField } from '../response/index.ts';
import { createSchemaReader, type SchemaReader } from '../schema/introspect.ts';
import { serverFindings, unsupportedBecause } from './client/server-version.ts';
import { createDirectusClient, type DirectusClient, type DirectusOptions, schemaSource } from './client.ts';
import type { Assets } from './dialect/compile/compiling.ts';
import type { DirectusDocument } from './dialect/compile/document.ts';
import { namesOf } from './dialect/errors.ts';
import { answerOperation } from './dialect/index.ts';
import { answerMutation } from './dialect/mutations/index.ts';
import { rememberDenials } from './dialect/read/denials.ts';
import { Feeds } from './follow/feed.ts';
import type { DirectusNaming } from './naming.ts';
import { composeDirectus, type FollowedCollection, followedOf, lookupsOf, typeOfCollection } from './schema/index.ts';
import { collectionsOf } from './schema/joining-collections.ts';
import { rowFiltersOf } from './schema/row-filters.ts';

export { CollectionNaming, type DirectusNaming, namingOf } from './naming.ts';
export { type DirectusOptions, lookupsOf, typeOfCollection };

export interface CreateDirectusOptions extends DirectusOptions {
  readonly naming: DirectusNaming;
  /** Its committed schema. Without one, the graph has no part of Directus until Directus answers. */
  readonly committed: () => GraphQLSchema | undefined;
  readonly publicUrl?: string | undefined;
  readonly assetTransforms?: Assets['transforms'] | undefined;
  readonly queryLimitMax?: number | undefined;
  readonly permissionsMs?: number | undefined;
  /** The name of Directus's session cookie, if it is not Directus's default. */
  readonly sessionCookie?: string | undefined;
}

/** Directus's default. */
const SESSION_COOKIE = 'directus_session_token';

/**
 * Connects to Directus as an upstream of the graph. It uses the running server's schema; if that cannot be read, it
 * uses the committed schema, and requests fail until the server is back.
 * @param options.publicUrl the base of files' URLs: Directus itself, or a CDN in front of it
 * @param options.assetTransforms what transforms pictures: Directus by default
 * @param options.queryLimitMax Directus's QUERY_LIMIT_MAX, 100 or more: longer lists are requested in parts
 * @param options.permissionsMs lifetime of a role's remembered denials, in milliseconds: a minute by default
 */
export function connectDirectus(options: CreateDirectusOptions): UpstreamSource {
  const { naming, token, url, sessionCookie = SESSION_COOKIE, timeoutMs = 10_000 } = options;
  const client = createDirectusClient(options);
  const feeds = new Feeds({ url, sessionCookie, timeoutMs });
  const close = async () => {
    feeds.close();
    await client.close();
  };
  const reader = createSchemaReader({
    ...schemaSource(client, token),
    isUsable: (schema) => collectionsOf(schema, naming).collections.size > 0,
    readVersion: () => client.schemaVersion(token),
  });
  return {
    name: 'directus',
    load: ({ committed } = {}) => load(options, { client, feeds, reader, close }, committed),
    look: async () => ({ name: 'directus', ...(await reader.look()) }),
    close,
  };
}

interface Connections {
  readonly client: DirectusClient;
  readonly feeds: Feeds;
  readonly reader: SchemaReader;
  readonly close: () => Promise<void>;
}

/** Directus's parts of the graph, by its own schemas. */
const composed = createDerived<GraphQLSchema, ReturnType<typeof composeDirectus>>();
const numberOf = createNumbering();

async function load(
  { naming, publicUrl, assetTransforms = 'directus', queryLimitMax, permissionsMs, ...options }: CreateDirectusOptions,
  { client, feeds, reader, close }: Connections,
  committed = false,
): Promise<Upstream> {
  const live = await reader.read();
  const current = committed ? undefined : live.schema;
  const own = current ?? options.committed() ?? new GraphQLSchema({});
  const invalidNames = current ? live.invalidNames : undefined;
  const { schema, findings } = composed.derive(
    own,
    () => composeDirectus(own, naming, invalidNames),
    `${numberOf(naming)} ${invalidNames}`,
  );
  const server = current ? await client.serverInfo(options.token).catch(() => undefined) : undefined;
  const inGraphNames = namesOf(schema);
  const denialsOf = rememberDenials(permissionsMs);

  async function fetch(operation: OperationRequest, context: UpstreamContext) {
    const token = tokenOf(context.caller, options.token);
    const session = {
      send: (sent: DirectusDocument, endpoint?: 'system') => client.send(sent, { token, context, endpoint }),
      denials: denialsOf(token ?? ''),
      inGraphNames,
      assets: { base: publicUrl ?? options.url, transforms: assetTransforms },
      queryLimitMax,
    };
    if (operation.type === 'query') return answerOperation(operation, session);
    return answerMutation(operation, {
      write: (request) => client.write(request, { token, context }),
      async read(field) {
        const { fields } = await answerOperation({ type: operation.type, fields: [field] }, session);
        return fields[0] ?? lostField([]);
      },
      inGraphNames,
    });
  }

  return {
    name: 'directus',
    schema,
    schemaFrom: current ? 'live' : 'committed',
    schemaVersion: live.version,
    problem: live.problem,
    findings: [...(server ? serverFindings(server) : []), ...((current && live.findings) ?? []), ...findings],
    unsupported: server && unsupportedBecause(server),
    lookups: lookupsOf(schema),
    rowFilters: rowFiltersOf(schema),
    ...following(followedOf(own, schema), feeds, options.token),
    fetch,
    health: client.health,
    close,
  };
}

/** Builds the functions for followers, without a reference to the schema: a follower may outlive it. */
function following(followed: readonly FollowedCollection[], feeds: Feeds, token: string | undefined) {
  const collections = new Map(followed.map(({ typeName, collection }) => [typeName, collection]));
  const follow: NonNullable<Upstream['follow']> = async (typeName, caller, follower) => {
    const collection = collections.get(typeName);
    if (collection === undefined) throw new TypeError(`${typeName} cannot be followed.`);
    return feeds.follow(tokenOf(caller, token), collection, follower);
  };
  return { followed, follow };
}

/** Returns the token whose permissions apply: the caller's own, or the gateway's for staff without one. */
function tokenOf({ audience, directusToken }: Caller, service: string | undefined): string | undefined {
  return directusToken ?? (audience === 'internal' ? service : undefined);
}
