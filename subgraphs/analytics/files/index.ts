import type { GraphQLSchema } from 'graphql';
import type { UpstreamContext } from '../../upstream.ts';
import { connect, type DatabaseOptions } from '../client.ts';
import { attributedCause } from '../dialect/errors.ts';
import { regionCorrector } from '../dialect/queries/region-names.ts';
import { searchReader } from '../dialect/queries/search-terms.ts';
import type { AnalyticsContext } from '../schema/builder.ts';
import { analyticsSchema } from '../schema/index.ts';
import type { Synonym } from '../search/synonyms.ts';
import type { Bytes } from './formats/format.ts';
import { type FileRequest, fileName, readArguments, type TableName } from './request.ts';
import { chunksOf } from './stream.ts';
import type { Table } from './table.ts';
import { choroplethTable, observationsTable, panelTable, seriesTable } from './tables.ts';

/** Next to the graph's own: files never delay it. */
const CONNECTIONS = 2;
const MAX_WAITING = 50;

/** A file that can be written: none of its rows is read before its first bytes are. */
export interface DataFile {
  /** The same for as long as no load of data has ended and no record has changed. */
  readonly version: string;
  /** How many values it has, about: its price. */
  readonly values: number;
  /**
   * Writes it as it is read: rows are read when the bytes of those before them were taken.
   * @throws GraphQLError with a code for what the database failed by
   */
  bytes(): AsyncIterable<Bytes>;
}

/** Who reads a file. */
export interface FileReader extends UpstreamContext {
  readonly signal?: AbortSignal;
}

/** The analytics as files. */
export type DataFiles = ReturnType<typeof createDataFiles>;

/** Writes files from the analytics database. */
export function createDataFiles({
  synonyms,
  ...options
}: DatabaseOptions & { readonly synonyms?: readonly Synonym[] | undefined }) {
  const connection = connect({ ...options, maxWaiting: MAX_WAITING }, CONNECTIONS);
  const shared = connection.forRequest({});
  const searches = { readSearch: searchReader(shared, synonyms), correctRegions: regionCorrector(shared) };
  const schema = analyticsSchema();

  return {
    /**
     * Finds what a file is of.
     * @param seen the graph's schema as its reader's audience has it
     * @returns undefined where it is of nothing that there is
     * @throws GraphQLError FORBIDDEN, HTTP 403, where the reader's schema lacks the field that the table stands for; else
     * BAD_USER_INPUT, and the codes of what the database failed by
     */
    async open(request: FileRequest, seen: GraphQLSchema, context: FileReader): Promise<DataFile | undefined> {
      const args = readArguments(request, schema, seen);
      const database = connection.forRequest({ signal: context.signal, context });
      const own = { ...database, ...searches, scope: new Map(), tilesOrigin: '' };
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
    const writer = format.open({ ...table, url: fileName(request, 'csv') });
    try {
      yield* chunksOf(writer, format.hasRows ? batches() : undefined);
    } catch (error) {
      fail(error);
    }
  }
  return { version: table.version, values: format.hasRows ? table.values : 0, bytes };
}

function fail(error: unknown): never {
  throw attributedCause(error);
}
