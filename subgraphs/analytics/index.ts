import type { UpstreamContext, UpstreamRequest } from '../contract/upstream.ts';
import type { PoolLoad } from './client/pool.ts';
import type { ReplicaOptions } from './client/replicated-pool.ts';
import type { ReplicaState } from './client/watch-replica.ts';
import { connect, type DatabaseOptions } from './client.ts';
import { attributed } from './dialect/errors.ts';
import type { AnalyticsContext } from './schema/builder.ts';
import { createSharedReads, type RequestState } from './schema/context.ts';
import { analyticsSchema } from './schema/index.ts';
import type { Synonym } from './search/synonyms.ts';
import { type AnalyticsUpstream, createUpstream } from './upstream.ts';

export { lookups, PROBE } from './upstream.ts';
export { type AnalyticsUpstream, analyticsSchema, type DatabaseOptions, type ReplicaOptions, type ReplicaState };

export interface AnalyticsOptions extends DatabaseOptions {
  /** Origin of map tiles, "https://graph.example": the prefix of their URLs. Empty (default): the graph's origin. */
  readonly tilesOrigin?: string | undefined;
  /** Synonyms of the deployment, in addition to the project's own. */
  readonly synonyms?: readonly Synonym[] | undefined;
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
  // Imported here: a gateway whose analytics run in another process does not need its compiler of queries.
  const { createExecutor } = await import('./execution/executor.ts');
  const executor = createExecutor(analyticsSchema());
  const connection = connect(options);
  const sharedReads = createSharedReads(connection.forRequest({}), synonyms);
  const ownScope: unique symbol = Symbol('scope');

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

  async function execute({ document, variables, operationName, context }: UpstreamRequest) {
    const result = await executor({
      document,
      variableValues: variables,
      operationName,
      contextValue: contextOf(context),
    });
    return result.errors ? { ...result, errors: result.errors.map(attributed) } : result;
  }

  const upstream = await createUpstream({ execute, health: connection.health, close: connection.close });
  return {
    ...upstream,
    get load() {
      return connection.load;
    },
  };
}
