import type { GraphQLInputField, GraphQLInputObjectType } from 'graphql';

/*
 * What each part of a filter means in Directus, in addition to its name: stored in the `extensions` of the graph's
 * input types, as in `mapping.ts`.
 */

/** The kind of a field's operands: it decides which operands Directus's database would refuse. */
export type OperandKind = 'integer' | 'bigInteger' | 'number' | 'uuid' | 'day' | 'time' | 'moment' | 'text' | 'other';

/** An input type that filters the rows of a collection. */
export interface FilteredRows {
  /** The collection. */
  readonly name: string;
  /** Its primary key. */
  readonly key: string;
  /** The default order of its rows, as Directus writes it. */
  readonly order: readonly string[];
}

/** The target of a condition of a filter. */
export type ConditionMapping =
  /** A value; `isList`: a text with commas, which is a list in the graph. */
  | { readonly kind: 'value'; readonly operand: OperandKind; readonly isList: boolean }
  /** Parts of a value. */
  | { readonly kind: 'parts' }
  /** The number of a relation's rows. */
  | { readonly kind: 'count' }
  /** A row or null. */
  | { readonly kind: 'one' }
  /** Rows. `back` is the field that leads back from them; undefined if there are several. */
  | { readonly kind: 'many'; readonly back: string | undefined };

declare module 'graphql' {
  interface GraphQLInputObjectTypeExtensions {
    directusFilter?: FilteredRows;
  }
  interface GraphQLInputFieldExtensions {
    directusFilter?: ConditionMapping;
  }
}

/** @throws TypeError for a type that filters no collection */
export function filteredRows({ name, extensions }: GraphQLInputObjectType): FilteredRows {
  if (extensions.directusFilter) return extensions.directusFilter;
  throw new TypeError(`${name} is no filter of a collection.`);
}

/** undefined for `_and`, `_some` and operators. */
export const conditionMapping = ({ extensions }: GraphQLInputField) => extensions.directusFilter;
