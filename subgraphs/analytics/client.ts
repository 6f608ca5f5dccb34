import { drizzle, type PgRemoteDatabase, type RemoteCallback } from 'drizzle-orm/pg-proxy';
import { postgresJsCodecs } from 'drizzle-orm/postgres-js';
import { observed } from '../transport/observed.ts';
import type { ClientAbort, OnCall, UpstreamContext, UpstreamHealth } from '../upstream.ts';
import { createPool, type PoolLoad, type PoolOptions } from './client/pool.ts';
import { createReplicatedPool, type ReplicaOptions } from './client/replicated-pool.ts';
import { codeOf } from './dialect/errors.ts';
import { relations } from './dialect/tables.ts';

/** A database, and how much it is asked. */
export interface DatabaseOptions extends Pick<PoolOptions, 'databaseUrl' | 'retryPolicy'> {
  /** What is read from in place of the database, while it is there and not too far behind. */
  readonly replica?: ReplicaOptions | undefined;
  /** Receives every SQL statement when it is sent. */
  readonly onCall?: OnCall | undefined;
  /** Connections at most (10 where nothing else is said). */
  readonly poolSize?: number | undefined;
  /** Statements that may wait for a connection at a time (200): one more is refused with UPSTREAM_OVERLOADED. */
  readonly maxWaiting?: number | undefined;
  /** How long a statement may take, waiting for a connection included, in milliseconds (10,000). */
  readonly statementTimeoutMs?: number | undefined;
}

/** The database, as queries and resolvers use it. */
export interface Database {
  /** Builds queries. */
  readonly db: PgRemoteDatabase<typeof relations>;
  /**
   * Runs a query, as a prepared statement: planning one of these costs the server more than running it. Its text must
   * not vary with its data: a list goes in as one array (arrays.ts).
   */
  run<Result>(query: Query<Result>): Promise<Result>;
}

/** What any of drizzle's builders ends up as. */
export interface Query<Result> {
  prepare(): { execute(): Promise<Result> };
}

/** What statements are sent for. */
export interface ClientRequest {
  readonly signal?: ClientAbort | undefined;
  /** Undefined for map tiles, which no operation of the graph asks for. */
  readonly context?: UpstreamContext;
  /** Whose share of the connections the statements take: that of the context by default. */
  readonly caller?: string | undefined;
}

export interface DatabaseConnection {
  /** How the pool is doing, for metrics. */
  readonly load: PoolLoad;
  /** The same as an upstream reports it. */
  health(): UpstreamHealth;
  /** The database for one client request: its statements are cancelled when it is aborted. */
  forRequest(request: ClientRequest): Database;
  close(): Promise<void>;
}

/**
 * Builds queries with drizzle and sends them through a pool, which opens no connection before it is needed.
 * @param usualSize connections, where the options have no `poolSize`
 */
export function connect({ onCall, replica, ...given }: DatabaseOptions, usualSize = 10): DatabaseConnection {
  const { maxWaiting = 200, statementTimeoutMs = 10_000 } = given;
  const options = { ...given, poolSize: given.poolSize ?? usualSize, maxWaiting, statementTimeoutMs };
  const replicated = replica && createReplicatedPool(replica, options);
  const pool = replicated ?? createPool(options);

  function forRequest({ signal, context, caller = context?.caller.id }: ClientRequest): Database {
    const wait = { signal, deadline: context?.deadline, caller };
    const send: RemoteCallback = async (text, variables, method) => {
      const send = () =>
        pool.run((connection) => {
          const statement = connection.unsafe(text, variables, { prepare: true });
          return method === 'all' ? statement.values() : statement;
        }, wait);
      const call = { upstream: 'analytics', text, variables, context };
      // Who has left already is sent nothing.
      const listener = signal?.aborted ? undefined : onCall;
      const rows = await observed(listener, call, send, ({ length }) => ({ rows: length }), codeOf);
      return { rows: Array.from(rows) };
    };
    return { db: drizzle(send, { relations, codecs: postgresJsCodecs }), run: (query) => query.prepare().execute() };
  }

  return {
    get load() {
      return pool.load;
    },
    health() {
      const { circuit, taken, waiting, turns, retries, refused } = pool.load;
      const asked = { circuit, active: taken, waiting, sent: turns, retries, shared: 0, refused };
      return replicated ? { ...asked, replica: replicated.replica } : asked;
    },
    forRequest,
    close: pool.close,
  };
}
