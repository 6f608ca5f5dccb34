import { drizzle, type PgRemoteDatabase, type RemoteCallback } from 'drizzle-orm/pg-proxy';
import { postgresJsCodecs } from 'drizzle-orm/postgres-js';
import type { ClientAbort, OnCall, UpstreamContext, UpstreamHealth } from '../contract/upstream.ts';
import { observed } from '../transport/observed.ts';
import { createPool, type PoolLoad, type PoolOptions } from './client/pool.ts';
import { createReplicatedPool, type ReplicaOptions } from './client/replicated-pool.ts';
import { codeOf } from './dialect/errors.ts';
import { relations } from './dialect/tables.ts';

/** A database, and the limits of its use. */
export interface DatabaseOptions extends PoolOptions {
  /** A replica to read from instead, while it answers and its lag is small enough. */
  readonly replica?: ReplicaOptions | undefined;
  /** Receives every SQL statement when it is sent. */
  readonly onCall?: OnCall | undefined;
}

/** The database, for queries and resolvers. */
export interface Database {
  /**
   * Builds queries, each of which runs when it is awaited. They are prepared statements, since planning costs the server
   * more than running. A text must not vary with the data: pass a list as one array (arrays.ts).
   */
  readonly db: PgRemoteDatabase<typeof relations>;
}

/** The client request for which statements are sent. */
export interface ClientRequest {
  readonly signal?: ClientAbort | undefined;
  /** Undefined for map tiles, which are not part of an operation of the graph. */
  readonly context?: UpstreamContext;
  /** The caller in whose share of the connections the statements count: by default, the caller of the context. */
  readonly caller?: string | undefined;
}

export type DatabaseConnection = ReturnType<typeof connect>;

/** Connects drizzle's query builder to a pool, which opens no connection before it is needed. */
export function connect({ onCall, replica, ...options }: DatabaseOptions) {
  const replicated = replica && createReplicatedPool(replica, options);
  const pool = replicated ?? createPool(options);

  /** Returns the database for one client request, whose statements are cancelled when it is aborted. */
  function forRequest({ signal, context, caller = context?.caller.id }: ClientRequest): Database {
    const wait = { signal, deadline: context?.deadline, caller };
    const send: RemoteCallback = async (text, variables, method) => {
      const send = () =>
        pool.run((connection) => {
          const statement = connection.unsafe(text, variables, { prepare: true });
          return method === 'all' ? statement.values() : statement;
        }, wait);
      const call = { upstream: 'analytics', text, variables, context };
      // No statement is sent for a client that has left.
      const listener = signal?.aborted ? undefined : onCall;
      const rows = await observed(listener, call, send, ({ length }) => ({ rows: length }), codeOf);
      return { rows: Array.from(rows) };
    };
    return { db: drizzle(send, { relations, codecs: postgresJsCodecs }) };
  }

  return {
    /** Load of the pool, for metrics. */
    get load(): PoolLoad {
      return pool.load;
    },
    /** Returns the same as an upstream's health. */
    health(): UpstreamHealth {
      const { circuit, taken, waiting, turns, retries, refused } = pool.load;
      const requested = { circuit, active: taken, waiting, sent: turns, retries, shared: 0, refused };
      return replicated ? { ...requested, replica: replicated.replica } : requested;
    },
    forRequest,
    close: pool.close,
  };
}
