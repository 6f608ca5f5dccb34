import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputField,
  GraphQLInputObjectType,
  GraphQLObjectType,
  GraphQLScalarType,
} from 'graphql';

/*
 * What each part of the graph is in Directus. It is stored in the part's own `extensions`, so that a name stands in one
 * place and the dialect needs no table but the schema. Enum values carry Directus's word as their internal value.
 */

/** An object type: the collection whose rows it shows, or the type of Directus that has its parts. */
export interface TypeMapping {
  readonly name: string;
  /** The field that distinguishes one row from another; none where the objects are no rows. */
  readonly key?: string;
  readonly keyKind?: KeyKind;
}

/** What a primary key is: a key of another kind is no row's, and Directus's database would refuse it. */
export type KeyKind = 'integer' | 'bigInteger' | 'uuid' | 'text';

/** How a lookup's key is found in a row: it is the field's value, or one of the values of a list (Directus's `csv`). */
export type KeyMatch = 'equals' | 'contains';

/** A field of an object type, of `Query` or of `Mutation`. `name` is Directus's, always. */
export type FieldMapping =
  /** A value as it is. */
  | { readonly kind: 'value'; readonly name: string }
  /** A decimal that is read exactly. */
  | { readonly kind: 'decimal'; readonly name: string }
  /** The name of a collection, which the graph gives as the name of a type. */
  | { readonly kind: 'collection'; readonly name: string; readonly types: ReadonlyMap<string, string> }
  /** A fixed set of values: parts of a date, counts. */
  | { readonly kind: 'parts'; readonly name: string }
  /** The key of a row of `of`, which is no collection of the graph. */
  | { readonly kind: 'reference'; readonly name: string; readonly of: string; readonly key: string }
  /** Parts of the field `value`, computed here. */
  | { readonly kind: 'valueParts'; readonly value: string }
  /** How many rows a group has: `key` of the method `name` of aggregation, which is an object of Directus's type `of`. */
  | { readonly kind: 'rowCount'; readonly name: string; readonly of: string; readonly key: string }
  /** One row, or none. At the root: a singleton. */
  | { readonly kind: 'one'; readonly name: string }
  /** Rows, under a filter, an order and a limit. */
  | { readonly kind: 'many'; readonly name: string }
  /** One row of any of several collections. */
  | { readonly kind: 'any'; readonly name: string }
  /** Computed here: where a file can be had. */
  | { readonly kind: 'assetUrl'; readonly key: string }
  /** At the root: the row that has the field's first argument as the value of `field`; by its `version`, as that has it. */
  | { readonly kind: 'byValue'; readonly name: string; readonly field: string }
  /** At the root: groups of rows, counted and summed. `keys`: what a group has in common, from Directus's words to the graph's. */
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

/** What a group has in common: its key there, and how its value is written where that is not as Directus gives it. */
export interface GroupKey {
  readonly key: string;
  readonly scalar?: GraphQLScalarType | undefined;
  /** The graph's types by the collections that values name. */
  readonly types?: ReadonlyMap<string, string> | undefined;
}

/** A field of `Mutation`: it writes rows of a collection, by their keys where there are any yet. */
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

/** An argument: its name in Directus, and its type there, for the declaration of a variable. */
export interface ArgumentMapping {
  readonly name: string;
  readonly type: string;
}

/** A field of an input object: a condition of a filter, or a value that is written. */
export interface InputMapping {
  readonly name: string;
  /** Where keys are written, of the row itself or of those that it refers to: what they are. */
  readonly keyKind?: KeyKind;
  /** Whether values are times of day, which are texts in the graph. */
  readonly isTime?: boolean;
  /** Where values are names of types in the graph: the collection of each. */
  readonly collections?: ReadonlyMap<string, string>;
}

/** An input object that a row is written by: its collection, and the field that is its primary key. */
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
