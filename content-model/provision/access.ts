import { isDeepStrictEqual } from 'node:util';
import type { ReadPermission } from '../index.ts';
import type { DirectusApi } from './directus-api.ts';

/** Fixed ids of the created items, so that a second run finds them. */
const PUBLIC_POLICY = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a01';
const PUBLIC_ACCESS = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a02';
const GATEWAY_POLICY = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a03';
const GATEWAY_ACCESS = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a04';
const GATEWAY_ROLE = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a05';
const GATEWAY_USER = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a06';

/** Grants the permissions to callers without credentials, by a policy next to Directus's own public policy. */
export async function grantPublic(api: DirectusApi, permissions: readonly ReadPermission[]): Promise<void> {
  await ensure(api, '/policies', PUBLIC_POLICY, {
    name: 'Published content',
    icon: 'public',
    description: 'What everyone may read: published articles and pages, and the rows that belong to them.',
    admin_access: false,
    app_access: false,
  });
  await setPermissions(api, PUBLIC_POLICY, permissions.map(toPermission));
  // A policy without a role and a user applies to everyone.
  await ensure(api, '/access', PUBLIC_ACCESS, { policy: PUBLIC_POLICY, role: null, user: null });
}

/**
 * Creates the gateway's user. It may read the collections, drafts and content versions included, and the files. It may
 * write the items of the collections, for staff without their own token, but no system collections.
 */
export async function grantGateway(api: DirectusApi, collections: readonly string[], token: string): Promise<void> {
  await ensure(api, '/policies', GATEWAY_POLICY, {
    name: 'Gateway',
    icon: 'hub',
    description: 'Reads all content, drafts included, and writes its items, for staff.',
    admin_access: false,
    app_access: false,
  });
  const all = (collection: string, action: Action): Permission => {
    return { collection, action, fields: ['*'], permissions: {} };
  };
  await setPermissions(api, GATEWAY_POLICY, [
    ...[...collections, 'directus_files', 'directus_versions'].map((collection) => all(collection, 'read')),
    ...collections.flatMap((collection) => WRITES.map((action) => all(collection, action))),
  ]);
  await ensure(api, '/roles', GATEWAY_ROLE, { name: 'Gateway', icon: 'hub', description: 'The graph gateway.' });
  await ensure(api, '/access', GATEWAY_ACCESS, { policy: GATEWAY_POLICY, role: GATEWAY_ROLE, user: null });
  await ensure(api, '/users', GATEWAY_USER, { first_name: 'Gateway', role: GATEWAY_ROLE, status: 'active', token });
}

async function ensure(api: DirectusApi, path: string, id: string, values: Readonly<Record<string, unknown>>) {
  const found = await api.request<unknown[]>('GET', `${path}?filter[id][_eq]=${id}&fields=id`);
  if (found.length > 0) await api.request('PATCH', `${path}/${id}`, values);
  else await api.request('POST', path, { id, ...values });
}

const WRITES = ['create', 'update', 'delete'] as const;

type Action = 'read' | (typeof WRITES)[number];

interface Permission {
  readonly collection: string;
  readonly action: Action;
  readonly fields: readonly string[];
  readonly permissions: Readonly<Record<string, unknown>>;
}

/** Replaces the permissions of a policy if they differ. The policy must be one of ours. */
async function setPermissions(api: DirectusApi, policy: string, wanted: readonly Permission[]) {
  const query = `filter[policy][_eq]=${policy}&fields=id,collection,action,fields,permissions&sort=id&limit=-1`;
  const held = await api.request<(Permission & { id: number })[]>('GET', `/permissions?${query}`);
  const known = held.map(({ id, ...permission }) => permission);
  if (isDeepStrictEqual(known, wanted)) return;
  // New ones are added before old ones are deleted, so that access never stops: permissions add up.
  const rows = wanted.map((permission) => ({ policy, ...permission }));
  await api.request('POST', '/permissions', rows);
  const outdated = held.map(({ id }) => id);
  if (outdated.length > 0) await api.request('DELETE', '/permissions', outdated);
}

function toPermission({ collection, fields, filter }: ReadPermission): Permission {
  return { collection, action: 'read', fields, permissions: filter ?? {} };
}
