import type { AboutSeries } from '../dialect/queries/described-series.ts';

/** The type of a column's cells, for formats with types. */
export type ColumnType = 'text' | 'number' | 'integer' | 'moment' | 'day';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
}

/** A cell. Moments are in milliseconds since 1970, days are `YYYY-MM-DD`; null: not available, which is not zero. */
export type Cell = string | number | null;

/** Returns the number of days from 1970 to a day, as some formats store days. */
export const dayNumber = (day: string | number): number => Date.parse(String(day)) / MS_PER_DAY;

const MS_PER_DAY = 86_400_000;

/** Rows by column, in the order of the table's columns: lists of the same length, with at least one row. */
export type Batch = readonly (readonly Cell[])[];

/** The description of a table. */
export interface About extends Pick<AboutSeries, 'units' | 'sources'> {
  readonly title: string;
  /** Time of the last load of data or change of a record, in ISO 8601. */
  readonly retrievedAt: string;
  /** Changes only when a load of data ends or a record changes. */
  readonly version: string;
}

/** The rows of a file. None is read before the first batch is requested. */
export interface Table extends About {
  readonly columns: readonly Column[];
  /** Approximate number of values: the file's price. */
  readonly values: number;
  /**
   * Reads some thousands of rows at a time, each batch when it is requested. While a slow reader pauses, no connection
   * is held.
   * @throws GraphQLError with a code if the database fails
   */
  batches(): AsyncIterable<Batch>;
}
