import type {
  GraphQLField,
  GraphQLInputField,
  GraphQLInputObjectType,
  GraphQLObjectType,
  GraphQLScalarType,
} from 'graphql';

/*
 * What each part of the graph is in Directus. It is stored in the part's own `extensions`, so that each name is in one
 * place and the dialect needs only the schema. Enum values have Directus's word as their internal value.
 */

/** An object type: the collection of its rows, or the type of Directus with its parts. */
export interface TypeMapping {
  readonly name: string;
  /** The primary key; undefined if the objects are no rows. */
  readonly key?: string;
  readonly keyKind?: KeyKind;
}

/** The kind of a primary key. No row has a key of another kind, and Directus's database would refuse it. */
export type KeyKind = 'integer' | 'bigInteger' | 'uuid' | 'text';

/** How a lookup's key matches a row: it equals the field's value, or is in the field's list (Directus's `csv`). */
export type KeyMatch = 'equals' | 'contains';

/** A field of an object type, of `Query` or of `Mutation`. `name` is always Directus's. */
export type FieldMapping =
  /** A value. */
  | { readonly kind: 'value'; readonly name: string }
  /** A decimal that is read exactly. */
  | { readonly kind: 'decimal'; readonly name: string }
  /** The name of a collection, which the graph returns as the name of a type. */
  | { readonly kind: 'collection'; readonly name: string; readonly types: ReadonlyMap<string, string> }
  /** A fixed set of values: parts of a date, counts. */
  | { readonly kind: 'parts'; readonly name: string }
  /** The key of a row of `of`, a collection that is not in the graph. */
  | { readonly kind: 'reference'; readonly name: string; readonly of: string; readonly key: string }
  /** Parts of the field `value`, computed here. */
  | { readonly kind: 'valueParts'; readonly value: string }
  /** The number of a group's rows: `key` of the aggregation `name`, an object of Directus's type `of`. */
  | { readonly kind: 'rowCount'; readonly name: string; readonly of: string; readonly key: string }
  /** One row or null. At the root: a singleton. */
  | { readonly kind: 'one'; readonly name: string }
  /** Rows, with a filter, an order and a limit. */
  | { readonly kind: 'many'; readonly name: string }
  /** One row of one of several collections. */
  | { readonly kind: 'any'; readonly name: string; readonly isAmbiguous: boolean }
  /** The URL of a file, computed here. */
  | { readonly kind: 'assetUrl'; readonly key: string }
  /** At the root: the row whose `field` equals the first argument; with `version`, that content version of it. */
  | { readonly kind: 'byValue'; readonly name: string; readonly field: string }
  /** At the root: groups of rows, counted and summed. `keys`: the groups' common values, by Directus's groupings. */
  | { readonly kind: 'groups'; readonly name: string; readonly keys: ReadonlyMap<string, GroupKey> }
  /** At the root: the content versions of a row. */
  | { readonly kind: 'versions'; readonly name: string; readonly keyKind: KeyKind }
  /** A lookup of one row per key. */
  | { readonly kind: 'rowPerKey'; readonly name: string; readonly field: string }
  /** A lookup of rows per key, in the order of `sort`. */
  | {
      readonly kind: 'rowsPerKey';
      readonly name: string;
      readonly field: string;
      readonly match: KeyMatch;
      readonly sort: readonly string[];
    }
  | WriteMapping;

/** A common value of a group's rows: its key in `group`, and the scalar to write it with if Directus's form differs. */
export interface GroupKey {
  readonly key: string;
  readonly scalar?: GraphQLScalarType | undefined;
  /** The graph's type for each collection, if the values name collections. */
  readonly types?: ReadonlyMap<string, string> | undefined;
}

/** A field of `Mutation`: it creates rows of a collection, or writes existing rows by their keys. */
export interface WriteMapping {
  readonly kind: 'write';
  readonly write: 'create' | 'update' | 'delete';
  readonly rows: 'one' | 'many' | 'singleton';
  /** The collection. */
  readonly name: string;
  /** The field that is its primary key. */
  readonly key: string;
  readonly keyKind: KeyKind;
  /** The graph's type of its rows. */
  readonly type: GraphQLObjectType;
}

/** A field of an input object: a condition of a filter, or a value to write. */
export interface InputMapping {
  readonly name: string;
  /** The kind of the values, if they are keys, of the row itself or of rows that it refers to; or times of day. */
  readonly kind?: KeyKind | 'time' | undefined;
  /** The graph's type for each collection, if the values are type names. */
  readonly types?: ReadonlyMap<string, string> | undefined;
  /** The condition of a filter; undefined for values to write, `_and`, `_some` and operators. */
  readonly condition?: ConditionMapping | undefined;
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

/** The kind of a field's operands: it decides which operands Directus's database would refuse. */
export type OperandKind = KeyKind | 'number' | 'day' | 'time' | 'moment' | 'other';

/** An input object of rows: a row to write, or a filter of rows. */
export interface RowsMapping {
  /** The collection. */
  readonly name: string;
  /** Its primary key. */
  readonly key: string;
  /** The default order of its rows, as Directus writes it. */
  readonly order: readonly string[];
}

declare module 'graphql' {
  interface GraphQLObjectTypeExtensions {
    directus?: TypeMapping;
  }
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    directus?: FieldMapping;
  }
  interface GraphQLInputObjectTypeExtensions {
    directus?: RowsMapping;
  }
  interface GraphQLInputFieldExtensions {
    directus?: InputMapping;
  }
}

export const typeMapping = (type: GraphQLObjectType) => present(type.name, type.extensions.directus);
export const fieldMapping = (field: GraphQLField<unknown, unknown>) => present(field.name, field.extensions.directus);
export const inputMapping = (field: GraphQLInputField) => present(field.name, field.extensions.directus);
export const rowsMapping = (type: GraphQLInputObjectType) => present(type.name, type.extensions.directus);

/** Returns the field of an input object that is a field of Directus. */
export const inputFieldOf = (type: GraphQLInputObjectType, name: string): GraphQLInputField | undefined =>
  Object.values(type.getFields()).find((field) => inputMapping(field).name === name);

function present<Mapping>(name: string, mapping: Mapping | undefined): Mapping {
  if (mapping !== undefined) return mapping;
  throw new TypeError(`"${name}" is not of a schema that composeDirectus() made.`);
}
