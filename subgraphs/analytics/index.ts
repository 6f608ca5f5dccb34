import { parse } from 'graphql';
import type { GraphQLResult, Upstream, UpstreamContext, UpstreamRequest } from '../contract/upstream.ts';
import { createOperationWriter } from '../contract/write-operation.ts';
import type { PoolLoad } from './client/pool.ts';
import type { ReplicaOptions } from './client/replicated-pool.ts';
import type { ReplicaState } from './client/watch-replica.ts';
import { connect, type DatabaseOptions } from './client.ts';
import { attributed } from './dialect/errors.ts';
import { createResponseWriter } from './dialect/read.ts';
import { createExecutor } from './execution/executor.ts';
import type { AnalyticsContext } from './schema/builder.ts';
import { createSharedReads, type RequestState } from './schema/context.ts';
import { analyticsSchema } from './schema/index.ts';
import { rowFilters } from './schema/row-filters.ts';
import type { Synonym } from './search/synonyms.ts';

export { analyticsSchema, type DatabaseOptions, type ReplicaOptions, type ReplicaState };

export interface AnalyticsOptions extends DatabaseOptions {
  /** Origin of map tiles, "https://graph.example": the prefix of their URLs. Empty (default): the graph's origin. */
  readonly tilesOrigin?: string | undefined;
  /** Synonyms of the deployment, in addition to the project's own. */
  readonly synonyms?: readonly Synonym[] | undefined;
}

/** The analytics upstream. Its schema is our own, so it can also execute documents from its server and its readers. */
export interface AnalyticsUpstream extends Upstream {
  execute(request: UpstreamRequest): Promise<GraphQLResult>;
}

/** The analytics upstream in this process. */
export interface LocalAnalytics extends AnalyticsUpstream {
  /** Current load of its connection pool, for metrics. */
  readonly load: PoolLoad;
}

/**
 * Creates an upstream for the analytics database: our own schema, executed in this process over SQL. While the database
 * is down, only fields that need it fail. The start does not need a database.
 */
export async function createAnalytics({
  tilesOrigin = '',
  synonyms,
  ...options
}: AnalyticsOptions): Promise<LocalAnalytics> {
  const schema = analyticsSchema();
  const execute = createExecutor(schema);
  const connection = connect(options);
  const sharedReads = createSharedReads(connection.forRequest({}), synonyms);
  const ownScope: unique symbol = Symbol('scope');
  const write = createOperationWriter();
  const responseOf = createResponseWriter();

  function contextOf(request: UpstreamContext & { [ownScope]?: RequestState }): AnalyticsContext {
    const scope: RequestState = request[ownScope] ?? new Map();
    // Not enumerable: a copy of the request, which is sent again, gets a new scope.
    if (!request[ownScope]) Object.defineProperty(request, ownScope, { value: scope, enumerable: false });
    return {
      ...connection.forRequest({ signal: request.signal, context: request }),
      scope,
      ...sharedReads,
      tilesOrigin,
    };
  }

  async function run({ document, variables, operationName, context }: UpstreamRequest) {
    const result = await execute({
      document,
      variableValues: variables,
      operationName,
      contextValue: contextOf(context),
    });
    return result.errors ? { ...result, errors: result.errors.map(attributed) } : result;
  }

  const { errors } = await run({ document: PROBE, context: { caller: { audience: 'public' } } });
  return {
    name: 'analytics',
    schema,
    schemaFrom: 'code',
    problem: errors?.[0]?.message,
    lookups,
    rowFilters,
    get load() {
      return connection.load;
    },
    execute: run,
    fetch: async (operation, context) => responseOf(operation, await run({ ...write(operation), context })),
    health: connection.health,
    close: connection.close,
  };
}

/** The root fields that only links use. */
export const lookups = [
  'seriesByCodes',
  'regionsByCodes',
  'indicatorsByCodes',
  'regionCodes',
  'regionCount',
  'seriesCodes',
  'seriesCount',
] as const;

/** A query that every analytics database can answer: its failure is reported to the operator. */
export const PROBE = parse('{ dataSources { code } }');
