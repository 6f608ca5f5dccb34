import type { FieldRequest } from '../../request.ts';

/** A root field of Twenty's, as a document must name and declare it. */
export interface UpstreamRoot {
  readonly name: string;
  /** Argument → its type in Twenty's own SDL: `{ filter: 'CompanyFilterInput', first: 'Int' }`. */
  readonly argumentTypes: Readonly<Record<string, string>>;
}

/** How a field of the graph is had from Twenty. */
export type FieldMapping =
  /** Read from the parent under this name. Of a sum, mean or extreme of amounts, `amount` is the field that has their currency. */
  | { readonly kind: 'value'; readonly name: string; readonly amount?: string }
  /** The parent's children, queried at the children's own root by the column that holds the parent's id. */
  | { readonly kind: 'children'; readonly root: UpstreamRoot; readonly column: string }
  /** A root connection. */
  | { readonly kind: 'connection'; readonly root: UpstreamRoot }
  /** One record by its id. */
  | { readonly kind: 'record'; readonly root: UpstreamRoot }
  /** Records by their ids, in the order of the ids: a lookup, over the object's root connection. */
  | { readonly kind: 'records'; readonly root: UpstreamRoot }
  /** A root field whose arguments and answer are Twenty's as they are: groups, duplicates, mutations. */
  | { readonly kind: 'plain'; readonly root: UpstreamRoot };

/** What an input type is to the dialect: a tree of conditions, or the operators on one field. */
export type InputMapping = 'filter' | 'operators';

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    twenty?: FieldMapping;
  }
  interface GraphQLInputObjectTypeExtensions {
    twenty?: InputMapping;
  }
}

/** The mapping of a field that is no `__typename`, as the graph's schema carries it in its extensions. */
export function mappingOf({ definition }: FieldRequest): FieldMapping {
  const mapping = definition.extensions.twenty;
  if (!mapping) throw new TypeError(`The field "${definition.name}" is not one of Twenty's.`);
  return mapping;
}
