import type { Content, ContentCollection, ReadPermission, Row } from '../../../content-model/index.ts';
import { grantGateway, grantPublic } from '../../../content-model/provision/access.ts';
import { type DirectusApi, openDirectusApi } from '../../../content-model/provision/directus-api.ts';

/** A real Directus, empty but for its administrator. */
export interface EmptyDirectus {
  readonly url: string;
  readonly adminToken: string;
}

/** A user of its own role, with what the role may do. */
export interface Member {
  readonly name: string;
  readonly token: string;
  readonly permissions: readonly ReadPermission[];
  /** The collections of which it may write every item and field. */
  readonly writes: readonly string[];
}

/** Has a real Directus make the tables of a content model, and writes its rows and who may do what. */
export async function loadForeign(
  { url, adminToken }: EmptyDirectus,
  content: Content,
  { gatewayToken, members }: { readonly gatewayToken: string; readonly members: readonly Member[] },
): Promise<void> {
  const api = openDirectusApi(url, adminToken);
  await makeCollections(api, content);
  await writeAll(api, content);
  await grantGateway(
    api,
    content.collections.map(({ name }) => name),
    gatewayToken,
  );
  await grantPublic(api, content.publicPermissions);
  for (const member of members) await addMember(api, member);
}

/** Puts the rows of a content model in the place of those that are there. */
export async function resetForeign({ url, adminToken }: EmptyDirectus, content: Content): Promise<void> {
  const api = openDirectusApi(url, adminToken);
  for (const { name, singleton } of content.collections.toReversed()) {
    if (!singleton) await api.request('DELETE', `/items/${name}`, { query: { limit: -1 } });
  }
  await writeAll(api, content);
}

async function makeCollections(api: DirectusApi, { snapshot }: Content): Promise<void> {
  const fields = Map.groupBy(snapshot.fields, ({ collection }) => collection);
  for (const { collection, meta } of snapshot.collections) {
    const own = fields.get(collection) ?? [];
    await api.request('POST', '/collections', {
      collection,
      meta,
      schema: {},
      fields: own.map(({ collection: _, ...field }) => field),
    });
  }
  for (const relation of snapshot.relations) await api.request('POST', '/relations', relation);
}

/** How many rows are written at once: a body may be of one mebibyte. */
const AT_ONCE = 500;

async function writeAll(api: DirectusApi, content: Content): Promise<void> {
  for (const collection of content.collections) {
    const rows = (content.rows[collection.name] ?? []).map((row) => asWritten(collection, row));
    await writeRows(api, collection, rows);
  }
}

/** Directus takes a text in a column of JSON for JSON. It hashes what is written to a column of hashes, whose own default stays as it is. */
function asWritten({ fields }: ContentCollection, row: Row): Row {
  const written = Object.entries(row).flatMap(([name, value]): [string, unknown][] => {
    const type = fields.find((field) => field.name === name)?.type;
    if (type === 'hash' && value !== null) return [];
    return [[name, type === 'json' && typeof value === 'string' ? JSON.stringify(value) : value]];
  });
  return Object.fromEntries(written);
}

async function writeRows(
  api: DirectusApi,
  { name, singleton }: ContentCollection,
  rows: readonly Row[],
): Promise<void> {
  if (singleton) return api.request('PATCH', `/items/${name}`, rows[0]);
  for (let done = 0; done < rows.length; done += AT_ONCE) {
    await api.request('POST', `/items/${name}?fields=`, rows.slice(done, done + AT_ONCE));
  }
}

const WRITES = ['create', 'update', 'delete'] as const;

async function addMember(api: DirectusApi, { name, token, permissions, writes }: Member): Promise<void> {
  const policy = await api.request<{ id: string }>('POST', '/policies', {
    name,
    admin_access: false,
    app_access: false,
  });
  const role = await api.request<{ id: string }>('POST', '/roles', { name });
  await api.request('POST', '/access', { policy: policy.id, role: role.id });
  await api.request('POST', '/permissions', [
    ...permissions.map(({ collection, fields, filter }) => ({
      policy: policy.id,
      collection,
      action: 'read',
      fields,
      permissions: filter ?? {},
    })),
    ...writes.flatMap((collection) =>
      WRITES.map((action) => ({ policy: policy.id, collection, action, fields: ['*'], permissions: {} })),
    ),
  ]);
  await api.request('POST', '/users', { first_name: name, role: role.id, status: 'active', token });
}
