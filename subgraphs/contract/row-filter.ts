import type { JsonObject } from '../common/json.ts';

/**
 * Describes how filters across links use a type: how to filter its lists by keys, and how to find the keys of the rows
 * that pass a filter.
 */
export interface RowFilter {
  /** The name of the filter argument of lists of the rows, of their search and their count. */
  readonly argument: string;
  /** The filter's name for AND, with a list of conditions. */
  readonly and: string;
  /** The filter's name for OR, with a list of conditions. */
  readonly or: string;
  /** The filter's name for NOT, with a condition. */
  readonly not: string;
  readonly search: KeySearch;
  /** The condition that a row meets if lookups return it; undefined if they return every row. */
  readonly present?: JsonObject;
  /** The count of the rows that pass a filter; undefined if they cannot be counted. */
  readonly count: RowCount | undefined;
  /** The field that identifies a row. */
  readonly id: string;
  /** By lookup, the field that its keys are compared with: of the rows, or of their filter alone (places in a region). */
  readonly keys: ReadonlyMap<string, string>;
  /** Returns how to compare such a field with keys; undefined if the filter has no such field. */
  column(field: string): KeyColumn | undefined;
}

/** A root field that returns the rows that pass a filter, or their keys. */
export interface KeySearch {
  readonly field: string;
  /** The name of its argument for the maximum number of rows. */
  readonly first: string;
  /** The greatest value of that argument. */
  readonly most: number;
  /** The fields that lead to its rows: `edges`, `node`. Undefined: it returns the keys themselves. */
  readonly path: readonly string[] | undefined;
}

/** A root field that counts the rows that pass a filter. */
export interface RowCount {
  readonly field: string;
  /** The fields that lead to the number, through the first element of a list. */
  readonly path: readonly string[];
}

/** A field of rows that holds a key, or a list of keys. */
export interface KeyColumn {
  /** Maximum number of keys in one condition. */
  readonly most: number;
  /**
   * Returns the filter of the rows whose field has one of the keys; negated, of the rows whose field has none of them,
   * or no key at all. A key that the column cannot have finds no row.
   */
  condition(keys: readonly unknown[], isNegated?: boolean): JsonObject;
}
