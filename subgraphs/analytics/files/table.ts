/** What the cells of a column are, where a format has types. */
export type ColumnType = 'text' | 'number' | 'integer' | 'moment' | 'day';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly description: string;
}

/** A moment is in milliseconds since 1970, a day is `YYYY-MM-DD`; null: not available, which is not zero. */
export type Cell = string | number | null;

/** Counts the days from 1970 to a day, for formats that store days so. */
export const dayNumber = (day: string | number): number => Date.parse(String(day)) / MS_PER_DAY;

const MS_PER_DAY = 86_400_000;

/** Rows by column, in the order of the table's columns: lists of one length, of one row at least. */
export type Batch = readonly (readonly Cell[])[];

/** What is known of a table next to its rows. */
export interface About {
  readonly title: string;
  /** What the figures count, each once. */
  readonly units: readonly string[];
  readonly sources: readonly {
    readonly code: string;
    readonly name: string;
    readonly license: string | null;
    readonly homepageUrl: string | null;
  }[];
  /** When the data was last loaded, or a record of it changed: in ISO 8601. */
  readonly retrievedAt: string;
  /** The same for as long as no load of data has ended and no record has changed. */
  readonly version: string;
}

/** Rows that are about to be written as a file: none is read before the first batch is requested. */
export interface Table extends About {
  readonly columns: readonly Column[];
  /** How many values it has, about: its price. */
  readonly values: number;
  /**
   * Reads the rows, some thousands at a time, each part when it is requested: where a reader is slow, so is this, and no
   * connection is held meanwhile.
   * @throws GraphQLError with a code for what the database failed by
   */
  batches(): AsyncIterable<Batch>;
}
