import type { Content, ReadPermission } from '../../../content-model/index.ts';
import type { Model } from './model.ts';

/** Who asks. A collection without a permission may not be read. */
export interface Role {
  /** Whether it is everyone's, so that caches may share what it is answered. */
  readonly isPublic: boolean;
  readonly permissions: ReadonlyMap<string, ReadPermission>;
  /** The collections of which it may write every item and field. */
  readonly writes: ReadonlySet<string>;
}

/** Whoever has a token: what its role may read, and which collections it may write every item and field of. */
export interface DirectusUser {
  readonly token: string;
  readonly permissions: readonly ReadPermission[];
  readonly writes: readonly string[];
}

/** The role of a user. */
export function userRole({ permissions, writes }: DirectusUser): Role {
  return {
    isPublic: false,
    permissions: new Map(permissions.map((permission) => [permission.collection, permission])),
    writes: new Set(writes),
  };
}

/** The role of callers without credentials. */
export function publicRole({ publicPermissions }: Content): Role {
  return {
    isPublic: true,
    permissions: new Map(publicPermissions.map((permission) => [permission.collection, permission])),
    writes: new Set(),
  };
}

/**
 * The role of the gateway: it reads everything and writes all but what is Directus's own; being no administrator, it is told
 * as little as anyone of what breaks.
 */
export function serviceRole(model: Model): Role {
  const readAll = (collection: string): ReadPermission => ({ collection, fields: ['*'], filter: null });
  const names = [...model.keys()];
  return {
    isPublic: false,
    permissions: new Map([...names, VERSIONS].map((name) => [name, readAll(name)])),
    writes: new Set(names.filter((name) => !name.startsWith('directus_'))),
  };
}

/** Directus's own collection of content versions. */
export const VERSIONS = 'directus_versions';

/** Whether a role may read content versions. */
export function mayReadVersions({ permissions }: Role): boolean {
  return permissions.has(VERSIONS);
}

/** Whether a role may read a field. */
export function mayRead({ permissions }: Role, collection: string, field: string): boolean {
  const fields = permissions.get(collection)?.fields ?? [];
  return fields.includes('*') || fields.includes(field);
}
