import type { Content, ReadPermission } from '../../../subgraphs/directus/content-model/index.ts';
import type { Model } from './model.ts';

/** Who asks, as far as reading goes. A collection without a permission may not be read. */
export interface Role {
  /** Whether it is everyone's, so that caches may share what it is answered. */
  readonly isPublic: boolean;
  readonly permissions: ReadonlyMap<string, ReadPermission>;
}

/** The role of callers without credentials. */
export function publicRole({ publicPermissions }: Content): Role {
  return {
    isPublic: true,
    permissions: new Map(publicPermissions.map((permission) => [permission.collection, permission])),
  };
}

/** The role of the gateway: it reads everything and, being no administrator, is told as little as anyone of what breaks. */
export function serviceRole(model: Model): Role {
  const readAll = (collection: string): ReadPermission => ({ collection, fields: ['*'], filter: null });
  return { isPublic: false, permissions: new Map(Array.from(model.keys(), (name) => [name, readAll(name)])) };
}

/** Whether a role may read a field. */
export function mayRead({ permissions }: Role, collection: string, field: string): boolean {
  const fields = permissions.get(collection)?.fields ?? [];
  return fields.includes('*') || fields.includes(field);
}
