import { GraphQLError, type GraphQLSchema } from 'graphql';
import type { UpstreamContext } from '../../upstream.ts';
import type { PoolLoad } from '../client/pool.ts';
import { connect, type DatabaseOptions } from '../client.ts';
import { attributedCause } from '../dialect/errors.ts';
import { searchReader } from '../dialect/queries/search-terms.ts';
import type { AnalyticsContext } from '../schema/builder.ts';
import { analyticsSchema } from '../schema/index.ts';
import { argumentsOf, readArguments, type TableName, tables } from './request.ts';
import type { Batch, Table } from './table.ts';
import { choroplethTable, observationsTable, panelTable, seriesTable } from './tables.ts';

export type { About, Batch, Cell, Column, ColumnType, Table } from './table.ts';
export type { TableName };
export const tableNames = Object.keys(tables) as readonly TableName[];

/** Next to the graph's own: files never delay it. */
const CONNECTIONS = 2;
const MAX_WAITING = 50;

/** The analytics as tables, to be written as files. */
export interface DataFiles {
  /** How its pool of connections is doing right now, for metrics. */
  readonly load: PoolLoad;
  /**
   * Finds what a table is of.
   * @param seen the graph's schema as its reader's audience has it
   * @returns undefined where it is of nothing that there is
   * @throws GraphQLError FORBIDDEN, HTTP 403, where the reader's schema lacks the field that the table stands for; else
   * BAD_USER_INPUT, and the codes of what the database failed by
   */
  open(
    name: TableName,
    parameters: URLSearchParams,
    seen: GraphQLSchema,
    context: UpstreamContext,
  ): Promise<Table | undefined>;
  close(): Promise<void>;
}

/** Opens tables over the analytics database. */
export function createDataFiles(options: DatabaseOptions): DataFiles {
  const connection = connect({ ...options, maxWaiting: MAX_WAITING }, CONNECTIONS);
  const readSearch = searchReader(connection.forRequest({}));
  const schema = analyticsSchema();

  return {
    get load() {
      return connection.load;
    },
    async open(name, parameters, seen, context) {
      const allowed = argumentsOf(seen, name);
      if (!allowed) throw forbidden(name);
      const args = readArguments(argumentsOf(schema, name) ?? new Map(), parameters, (each) => allowed.has(each));
      const database = connection.forRequest({ signal: context.signal, context });
      const own = { ...database, readSearch, scope: new Map(), tilesOrigin: '' };
      const table = await openers[name](own, args as never).catch(fail);
      return table && { ...table, batches: () => attributing(table.batches()) };
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

async function* attributing(batches: AsyncIterable<Batch>): AsyncGenerator<Batch> {
  try {
    yield* batches;
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): never {
  throw attributedCause(error);
}

function forbidden(name: TableName): GraphQLError {
  return new GraphQLError(`Your credentials do not open ${name}: it needs the scope analytics:bulk.`, {
    extensions: { code: 'FORBIDDEN', http: { status: 403 } },
  });
}
