import type { FieldRequest } from '../../contract/request.ts';

/** A root field of Twenty, with the names and argument types that a document needs. */
export interface UpstreamRoot {
  readonly name: string;
  /** Argument → its type in Twenty's own SDL: `{ filter: 'CompanyFilterInput', first: 'Int' }`. */
  readonly argumentTypes: Readonly<Record<string, string>>;
}

/** The source of a graph field in Twenty. */
export type FieldMapping =
  /** A value of the parent. For a sum, mean or extreme of amounts, `amount` is the field with their currency. */
  | { readonly kind: 'value'; readonly name: string; readonly amount?: string }
  /** The parent's children, requested by the children's own root field and the column that holds the parent's id. */
  | { readonly kind: 'children'; readonly root: UpstreamRoot; readonly column: string }
  /** A root connection. */
  | { readonly kind: 'connection'; readonly root: UpstreamRoot }
  /** One record by its id. */
  | { readonly kind: 'record'; readonly root: UpstreamRoot }
  /** Records by their ids, in the order of the ids: a lookup, over the object's root connection. */
  | { readonly kind: 'records'; readonly root: UpstreamRoot }
  /** A root field with Twenty's own arguments and answer: groups, duplicates, mutations. */
  | { readonly kind: 'plain'; readonly root: UpstreamRoot };

/** The kind of an input type: a tree of conditions, or the operators on one field. */
export type InputMapping = 'filter' | 'operators';

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    twenty?: FieldMapping;
  }
  interface GraphQLInputObjectTypeExtensions {
    twenty?: InputMapping;
  }
}

/** Returns the mapping of a field, from its extensions in the graph's schema. @throws TypeError for `__typename` */
export function mappingOf({ definition }: FieldRequest): FieldMapping {
  const mapping = definition.extensions.twenty;
  if (!mapping) throw new TypeError(`The field "${definition.name}" is not one of Twenty's.`);
  return mapping;
}
