import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { OnCall } from '../../upstream.ts';
import { relations } from './relations.ts';

export interface ConnectionOptions {
  /** `postgres://user:password@host:port/database` */
  readonly databaseUrl: string;
  /** Told of every statement when it is sent. */
  readonly onCall?: OnCall | undefined;
  /** Connections at most; they are opened when needed. The server is shared: keep it small. */
  readonly poolSize: number;
  /** How long to wait for a statement, and how long the server runs it, in milliseconds. */
  readonly statementTimeoutMs: number;
}

/** The database, as queries and resolvers use it. */
export interface Database {
  /** Builds queries. */
  readonly db: PostgresJsDatabase<typeof relations>;
  /**
   * Runs a query as a prepared statement: drizzle prepares only what is asked to be, and planning one of these costs
   * the server more than running it. Its text must not vary with its data: a list goes in as one array (arrays.ts).
   */
  run<Result>(query: Query<Result>): Promise<Result>;
}

/** What any of drizzle's builders ends up as. */
export interface Query<Result> {
  prepare(): { execute(): Promise<Result> };
}

export interface Connection {
  /** The database for one client request: statements are given up on when it is aborted. */
  forRequest(signal: AbortSignal | undefined): Database;
  close(): Promise<void>;
}

/**
 * A pool of connections, none of them opened before it is needed: a database that is away fails the statements that
 * want it, and is tried again by the next one.
 */
export function connect({ databaseUrl, onCall, poolSize, statementTimeoutMs }: ConnectionOptions): Connection {
  const client = postgres(databaseUrl, {
    max: poolSize,
    connect_timeout: statementTimeoutMs / 1000,
    idle_timeout: IDLE_SECONDS,
    backoff: () => RETRY_SECONDS,
    // Array types are written as text by us (arrays.ts), so that no connection starts with a look at pg_type.
    fetch_types: false,
    onnotice: () => {},
    connection: {
      application_name: 'chronos-graph',
      default_transaction_read_only: true,
      statement_timeout: statementTimeoutMs,
    },
  });
  const logger = {
    logQuery: (text: string, variables: unknown[]) => onCall?.({ upstream: 'analytics', text, variables }),
  };
  const db = drizzle({ client, relations, logger });
  return {
    forRequest: (signal) => ({
      db,
      run: (query) => within(statementTimeoutMs, signal, () => query.prepare().execute()),
    }),
    close: () => client.end({ timeout: CLOSE_SECONDS }),
  };
}

/** The code of the error for a statement that was not waited for any longer. */
export const GIVEN_UP = 'STATEMENT_GIVEN_UP';

const IDLE_SECONDS = 60;
const RETRY_SECONDS = 0.1;
const CLOSE_SECONDS = 1;

/**
 * Waits no longer than so many milliseconds, nor than the client does. The server ends the statement itself; this is for
 * what it can't end: the wait for a connection, a server that hangs, and the embedded one, which knows no
 * statement_timeout.
 */
async function within<Result>(
  milliseconds: number,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(Object.assign(new Error('Given up on a statement.'), { code: GIVEN_UP }));
  const timer = setTimeout(giveUp, milliseconds);
  signal?.addEventListener('abort', giveUp);
  if (signal?.aborted) giveUp();
  try {
    return await Promise.race(signal?.aborted ? [promise] : [promise, work()]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
