import { drizzle } from 'drizzle-orm/postgres-js';
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
  /** The server ends a statement that runs longer, in milliseconds. */
  readonly statementTimeoutMs: number;
}

export type Connection = ReturnType<typeof connect>;
export type Database = Connection['db'];

/**
 * A pool of connections, none of them opened before it is needed: a database that is away fails the statements that
 * want it, and is tried again by the next one.
 */
export function connect({ databaseUrl, onCall, poolSize, statementTimeoutMs }: ConnectionOptions) {
  const client = postgres(databaseUrl, {
    max: poolSize,
    connect_timeout: CONNECT_SECONDS,
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
  return { db: drizzle({ client, relations, logger }), close: () => client.end({ timeout: CLOSE_SECONDS }) };
}

const CONNECT_SECONDS = 5;
const RETRY_SECONDS = 0.1;
const CLOSE_SECONDS = 5;

/**
 * Runs a query as a prepared statement. drizzle prepares only what is asked to be, and planning one of these costs the
 * server more than running it. Its text must not vary with its data: lists go in as one array (arrays.ts).
 */
export function prepared<Result>(query: { prepare(): { execute(): Promise<Result> } }): Promise<Result> {
  return query.prepare().execute();
}
