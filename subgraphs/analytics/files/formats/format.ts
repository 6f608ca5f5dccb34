import type { Batch, Table } from '../table.ts';

/** A table that is written as a file. */
export interface WrittenTable extends Omit<Table, 'batches'> {
  /** Its path and query, relative to the file that describes it. */
  readonly url: string;
}

/** Writes one file: its beginning, its rows batch by batch, and its end. */
export interface TableWriter {
  begin?(): Bytes;
  write?(batch: Batch): Bytes;
  end?(): Bytes;
}

export type Bytes = Uint8Array<ArrayBuffer>;

/** A file format. */
export interface Format {
  readonly extension: string;
  readonly mediaType: string;
  /** Whether it has only the description of the rows. */
  readonly isDescription?: boolean;
  /** Whether it also describes its rows; if not, the file `csv-metadata.json` does. */
  readonly isSelfDescribing?: boolean;
  /** Whether its readers need its length and read its end first. */
  readonly isReadInParts?: boolean;
  open(table: WrittenTable): TableWriter;
}

/** Describes a table in a few texts, for formats with metadata. */
export function descriptionOf({ title, units, sources, retrievedAt }: WrittenTable): Readonly<Record<string, string>> {
  const unique = (texts: readonly (string | null)[]) => [...new Set(texts.filter((text) => text !== null))].join('; ');
  return {
    title,
    units: unique(units),
    source: unique(sources.map(({ name }) => name)),
    source_url: unique(sources.map(({ homepageUrl }) => homepageUrl)),
    licence: unique(sources.map(({ license }) => license)),
    retrieved_at: retrievedAt,
  };
}
