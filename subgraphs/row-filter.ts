import type { JsonObject } from './json.ts';

/**
 * How filters across links reach the rows of a type: how its lists are filtered by keys, and how the keys are found of
 * the rows that pass a filter.
 */
export interface RowFilter {
  /** The root fields that take a filter of the rows: lists, connections, groups. */
  readonly fields: readonly string[];
  /** The argument of these that takes the filter. */
  readonly argument: string;
  /** The filter's own name for a list of conditions that all have to hold. */
  readonly and: string;
  /** The filter's own name for a list of conditions of which one has to hold. */
  readonly or: string;
  /** The filter's own name for a condition that does not hold; undefined: it has none. */
  readonly not?: string;
  readonly search: KeySearch;
  /** How the rows that pass a filter are counted; undefined: they are not. */
  readonly count: RowCount | undefined;
  /** The field that distinguishes one row from another. */
  readonly id: string;
  /** By lookup, the field of the rows that its keys are values of. */
  readonly keys: ReadonlyMap<string, string>;
  /** How a field of the rows is held to keys; undefined where the filter has no such field. */
  column(field: string): KeyColumn | undefined;
}

/** A root field that answers with the rows that pass a filter, or with their keys. */
export interface KeySearch {
  readonly field: string;
  /** Its argument that takes the filter. */
  readonly filter: string;
  /** Its argument that takes how many rows it answers at most. */
  readonly first: string;
  /** How many that can be. */
  readonly most: number;
  /** The fields that lead to its rows: `edges`, `node`. Undefined: it answers with the keys themselves. */
  readonly path: readonly string[] | undefined;
}

/** A root field that counts the rows that pass a filter, which its argument of the search's name takes. */
export interface RowCount {
  readonly field: string;
  /** The fields that lead to the number, through the first element of a list. */
  readonly path: readonly string[];
}

/** A field of rows that holds a key, or a list of keys. */
export interface KeyColumn {
  /** How many keys it can be held to at once. */
  readonly most: number;
  /**
   * The filter of the rows whose field holds one of the keys; negated, of those whose field holds none of them, or no key
   * at all. What cannot be a key of the column is left out.
   */
  condition(keys: readonly string[], isNegated?: boolean): JsonObject;
}
