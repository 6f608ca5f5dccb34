import type { GraphQLSchema } from 'graphql';
import type { UpstreamContext } from '../../contract/upstream.ts';
import { connect, type DatabaseOptions } from '../client.ts';
import { attributedCause } from '../dialect/errors.ts';
import type { AnalyticsContext } from '../schema/builder.ts';
import { createSharedReads } from '../schema/context.ts';
import { analyticsSchema } from '../schema/index.ts';
import type { Synonym } from '../search/synonyms.ts';
import type { Bytes } from './formats/format.ts';
import { type FileRequest, fileName, readArguments, type TableName } from './request.ts';
import type { Table } from './table.ts';
import { choroplethTable, observationsTable, panelTable, seriesTable } from './tables.ts';

/** Separate connections: files do not delay the graph. */
const CONNECTIONS = 2;
const MAX_WAITING = 50;

/** A file that is ready to be written. Its rows are not read before its first bytes are. */
export interface DataFile {
  /** Changes only when a load of data ends or a record changes. */
  readonly version: string;
  /** Approximate number of values: the file's price. */
  readonly values: number;
  /**
   * Writes the file at its reader's speed: rows are read after the bytes of the previous rows are taken.
   * @throws GraphQLError with a code if the database fails
   */
  bytes(): AsyncIterable<Bytes>;
}

/** The reader of a file. */
export interface FileReader extends UpstreamContext {
  readonly signal?: AbortSignal;
}

/** The analytics as files. */
export type DataFiles = ReturnType<typeof createDataFiles>;

/** Creates a writer of files from the analytics database. */
export function createDataFiles({
  synonyms,
  ...options
}: DatabaseOptions & { readonly synonyms?: readonly Synonym[] | undefined }) {
  const poolSize = options.poolSize ?? CONNECTIONS;
  const connection = connect({ ...options, poolSize, maxWaiting: MAX_WAITING });
  const sharedReads = createSharedReads(connection.forRequest({}), synonyms);
  const schema = analyticsSchema();

  return {
    /**
     * Finds the data of a file.
     * @param seen the graph's schema for the reader's audience
     * @returns undefined if there is no data
     * @throws GraphQLError FORBIDDEN, HTTP 403, if the reader's schema lacks a field that the table is based on;
     * BAD_USER_INPUT; other codes if the database fails
     */
    async open(request: FileRequest, seen: GraphQLSchema, context: FileReader): Promise<DataFile | undefined> {
      const args = readArguments(request, schema, seen);
      const database = connection.forRequest({ signal: context.signal, context });
      const own = { ...database, ...sharedReads, scope: new Map(), tilesOrigin: '' };
      const table = await openers[request.table](own, args as never).catch(fail);
      return table && fileOf(request, table);
    },
    close: connection.close,
  };
}

const openers: Readonly<Record<TableName, (context: AnalyticsContext, args: never) => Promise<Table | undefined>>> = {
  choropleth: choroplethTable,
  observations: observationsTable,
  panel: panelTable,
  series: seriesTable,
};

function fileOf(request: FileRequest, { batches, ...table }: Table): DataFile {
  const { format } = request;
  async function* bytes() {
    const { begin, write, end } = format.open({ ...table, url: fileName(request, 'csv') });
    try {
      if (begin) yield begin();
      if (write) for await (const batch of batches()) yield write(batch);
      if (end) yield end();
    } catch (error) {
      fail(error);
    }
  }
  return { version: table.version, values: format.isDescription ? 0 : table.values, bytes };
}

function fail(error: unknown): never {
  throw attributedCause(error);
}
