import type {
  GraphQLArgument,
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
  | { readonly kind: 'any'; readonly name: string }
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

/** An argument: its name and its type in Directus, for the declaration of a variable. */
export interface ArgumentMapping {
  readonly name: string;
  readonly type: string;
}

/** A field of an input object: a condition of a filter, or a value to write. */
export interface InputMapping {
  readonly name: string;
  /** The kind of the keys, if the values are keys: of the row itself, or of rows that it refers to. */
  readonly keyKind?: KeyKind;
  /** Whether values are times of day, which are strings in the graph. */
  readonly isTime?: boolean;
  /** The collection for each of the graph's types, if the values are type names. */
  readonly collections?: ReadonlyMap<string, string>;
}

/** The input object of a row: its collection, and the field that is its primary key. */
export interface RowInputMapping {
  readonly name: string;
  readonly key: string;
}

declare module 'graphql' {
  interface GraphQLObjectTypeExtensions {
    directus?: TypeMapping;
  }
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    directus?: FieldMapping;
  }
  interface GraphQLArgumentExtensions {
    directus?: ArgumentMapping;
  }
  interface GraphQLInputObjectTypeExtensions {
    directus?: RowInputMapping;
  }
  interface GraphQLInputFieldExtensions {
    directus?: InputMapping;
  }
}

export const typeMapping = (type: GraphQLObjectType) => present(type.name, type.extensions.directus);
export const fieldMapping = (field: GraphQLField<unknown, unknown>) => present(field.name, field.extensions.directus);
export const argumentMapping = (argument: GraphQLArgument) => present(argument.name, argument.extensions.directus);
export const inputMapping = (field: GraphQLInputField) => present(field.name, field.extensions.directus);
export const rowInputMapping = (type: GraphQLInputObjectType) => present(type.name, type.extensions.directus);

function present<Mapping>(name: string, mapping: Mapping | undefined): Mapping {
  if (mapping !== undefined) return mapping;
  throw new TypeError(`"${name}" is not of a schema that directusSchema() made.`);
}
