import type { GraphQLInputField, GraphQLInputObjectType } from 'graphql';

/*
 * What each part of a filter is in Directus, besides its name: kept in the `extensions` of the graph's input types, as
 * `mapping.ts` does for the rest.
 */

/** What the operators of a field compare: it says which operands there are, and which Directus's database would refuse. */
export type OperandKind = 'integer' | 'bigInteger' | 'number' | 'uuid' | 'day' | 'time' | 'moment' | 'text' | 'other';

/** An input type that filters the rows of a collection. */
export interface FilteredRows {
  /** The collection. */
  readonly name: string;
  /** Its primary key. */
  readonly key: string;
  /** The order in which its rows are given where nothing is said, in Directus's words. */
  readonly order: readonly string[];
}

/** Where a condition of a filter leads. */
export type ConditionMapping =
  /** To a value; `isList`: to a text with commas, which is a list in the graph. */
  | { readonly kind: 'value'; readonly operand: OperandKind; readonly isList: boolean }
  /** To parts of a value. */
  | { readonly kind: 'parts' }
  /** To how many rows a relation leads to. */
  | { readonly kind: 'count' }
  /** To a row, or to none. */
  | { readonly kind: 'one' }
  /** To rows. `back` is the field that leads back from them; undefined where several do. */
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

/** Undefined for what is no condition: `_and`, `_some`, an operator. */
export const conditionMapping = ({ extensions }: GraphQLInputField) => extensions.directusFilter;
