import type { Batch, Table } from '../table.ts';

/** A table that is written as a file. */
export interface WrittenTable extends Omit<Table, 'batches'> {
  /** The path and query that it is read at, relative to what describes it. */
  readonly url: string;
}

/** Writes one file: what comes before its rows, its rows batch by batch, and what comes after them. */
export interface TableWriter {
  begin(): Bytes | undefined;
  write(batch: Batch): Bytes;
  end(): Bytes | undefined;
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** A kind of file. */
export interface Format {
  readonly extension: string;
  readonly mediaType: string;
  /** Whether it has the rows, and not only what is known of them. */
  readonly hasRows: boolean;
  /** Whether it holds what is known of its rows, too: else the file of `csv-metadata.json` does. */
  readonly isSelfDescribing: boolean;
  /** Whether its readers ask how long it is, and read its end first. */
  readonly isReadInParts: boolean;
  open(table: WrittenTable): TableWriter;
}
