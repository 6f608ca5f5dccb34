import postgres, { type Sql } from 'postgres';
import type { ClientAbort } from '../../contract/upstream.ts';
import type { AttemptsHealth, RetryPolicy } from '../../transport/attempts.ts';
import { Cancellation } from '../../transport/cancellation.ts';
import type { WaitOptions } from '../../transport/in-flight.ts';
import { createStatementAttempts, isOutage } from './outages.ts';
import { createResourceQueue, type QueueLoad } from './resource-queue.ts';

export interface PoolOptions {
  /** `postgres://user:password@host:port/database`, with a role that may read the four schemas. */
  readonly databaseUrl: string;
  /** Maximum number of connections (default: 10), opened when needed. The server is shared: use a small number. */
  readonly poolSize?: number | undefined;
  /** Maximum number of waiting statements (default: 200): one more is refused with UPSTREAM_OVERLOADED. */
  readonly maxWaiting?: number | undefined;
  /** Timeout of a statement, with its wait for a connection, in milliseconds (default: 10,000). */
  readonly statementTimeoutMs?: number | undefined;
  /** Retries, and the circuit breaker for a database that cannot be reached. */
  readonly retryPolicy?: Partial<RetryPolicy> | undefined;
}

/** The pool's state: its connections and waiting statements, its circuit, and the number of statements given up. */
export interface PoolLoad extends QueueLoad, Pick<AttemptsHealth, 'circuit' | 'retries'> {
  readonly givenUp: number;
}

/** A statement in flight. */
export type Sent<Result> = Promise<Result> & { cancel(): void };

/** Limits of a statement, and its caller: callers share the connections fairly. */
export interface StatementWait extends WaitOptions {
  /** Undefined for statements that serve several callers. */
  readonly caller?: string | undefined;
}

const NOBODY = '';

/** A few connections, each with one statement at a time. */
export interface Pool {
  readonly load: PoolLoad;
  /**
   * Sends a statement when a connection is free, and retries it if the database goes down meanwhile. If the client
   * leaves, or the statement times out (waiting included), it is given up: the promise rejects at once, and the server
   * cancels it.
   */
  run<Result>(send: (connection: Sql) => Sent<Result>, wait: StatementWait): Promise<Result>;
  close(): Promise<void>;
}

/** The error's `code` for a statement that was given up. */
export const GIVEN_UP = 'STATEMENT_GIVEN_UP';

const IDLE_SECONDS = 60;
/** Connection timeout, unless a quarter of the statement timeout is longer: a server that takes longer is down. */
const CONNECT_SECONDS = 3;
const RETRY_SECONDS = 0.1;
const CLOSE_SECONDS = 1;

/**
 * Creates a pool. Connections are opened when needed: while the database cannot be reached, statements fail, and the
 * next one tries to connect. postgres.js's own pool is not used: it pipelines statements on busy connections, where
 * they wait without limit, and where a cancellation can end another statement.
 */
export function createPool({
  databaseUrl,
  poolSize = 10,
  maxWaiting = 200,
  statementTimeoutMs = 10_000,
  retryPolicy,
}: PoolOptions): Pool {
  const connections = createConnections(databaseUrl, statementTimeoutMs);
  const queue = createResourceQueue(Array.from({ length: poolSize }, connections.open), maxWaiting);
  const attempts = createStatementAttempts(retryPolicy);
  let givenUp = 0;

  async function runUntil<Result>(
    caller: string,
    cancellation: Cancellation,
    send: (connection: Sql) => Sent<Result>,
  ): Promise<Result> {
    const { item: connection, giveBack } = await queue.take(caller, cancellation);
    if (cancellation.reason) {
      giveBack();
      throw cancellation.reason;
    }
    const statement = send(connection);
    const { promise: stopped, reject } = Promise.withResolvers<never>();
    /** Replaces the connection of a cancelled statement: a late cancellation would end the next statement on it. */
    cancellation.listener = {
      onCancel(reason) {
        reject(reason);
        givenUp += 1;
        cancel(statement);
        void connections.end(connection).then(() => giveBack(connections.open()));
      },
    };
    try {
      const result = await Promise.race([statement, stopped]);
      if (!cancellation.reason) giveBack();
      return result;
    } catch (error) {
      if (cancellation.reason) throw error;
      const isBroken = isOutage(error);
      giveBack(isBroken ? connections.open() : connection);
      // A postgres.js connection that broke during a write never answers again: it is replaced.
      if (isBroken) void connections.end(connection);
      throw error;
    } finally {
      cancellation.listener = undefined;
    }
  }

  return {
    get load() {
      const { circuit, retries, refused } = attempts.health;
      return { ...queue.load, refused: queue.load.refused + refused, circuit, retries, givenUp };
    },
    async run(send, { signal, deadline = Number.POSITIVE_INFINITY, caller = NOBODY }) {
      const until = Math.min(performance.now() + statementTimeoutMs, deadline);
      const { cancellation, end } = giveUpAt(until, signal);
      try {
        return await attempts.run({ cancellation, until }, true, () => runUntil(caller, cancellation, send));
      } finally {
        end();
      }
    },
    close: connections.close,
  };
}

function createConnections(databaseUrl: string, statementTimeoutMs: number) {
  const connections = new Set<Sql>();
  return {
    open(): Sql {
      const connection = postgres(databaseUrl, settings(statementTimeoutMs));
      connections.add(connection);
      return connection;
    },
    async end(connection: Sql): Promise<void> {
      await connection.end({ timeout: CLOSE_SECONDS });
      connections.delete(connection);
    },
    async close(): Promise<void> {
      await Promise.all(Array.from(connections, (connection) => connection.end({ timeout: CLOSE_SECONDS })));
    },
  };
}

/** Gives up a statement at its deadline, or when its client leaves. `end` removes the timer and the listener. */
function giveUpAt(until: number, signal: ClientAbort | undefined) {
  const cancellation = new Cancellation();
  const giveUp = () =>
    cancellation.cancel(Object.assign(new Error('The statement was cancelled.'), { code: GIVEN_UP }));
  if (signal?.aborted) giveUp();
  const timer = setTimeout(giveUp, until - performance.now());
  signal?.addEventListener('abort', giveUp);
  const end = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  };
  return { cancellation, end };
}

function settings(statementTimeoutMs: number) {
  const statementSeconds = statementTimeoutMs / 1000;
  return {
    max: 1,
    connect_timeout: Math.min(Math.max(CONNECT_SECONDS, statementSeconds / 4), statementSeconds),
    idle_timeout: IDLE_SECONDS,
    backoff: () => RETRY_SECONDS,
    // Our code writes arrays as text (arrays.ts), so connections need not read pg_type when they start.
    fetch_types: false,
    onnotice: () => {},
    types: { moment: MOMENT },
    connection: {
      application_name: 'chronos-graph',
      // Statements are few and short: planning one again, or compiling it, takes longer than running it.
      plan_cache_mode: 'force_generic_plan',
      jit: false,
      // One core per statement: a caller with a third of the connections gets no more of the server than that.
      max_parallel_workers_per_gather: 0,
      default_transaction_read_only: true,
      statement_timeout: statementTimeoutMs,
    },
  };
}

/** date, time, timestamp and timestamptz stay texts: drizzle parses them by the type of each column. */
const MOMENT = {
  to: 1184,
  from: [1082, 1083, 1114, 1184],
  parse: (text: string) => text,
  serialize: (value: unknown) => (value instanceof Date ? value.toISOString() : String(value)),
};

/**
 * Makes the server cancel a statement. postgres.js's `cancel()` does not return its promise, so a rejection would end
 * the process. It rejects if the server is gone: then there is nothing to cancel.
 */
function cancel(statement: Sent<unknown>): void {
  if ('canceller' in statement && typeof statement.canceller === 'function') {
    const cancelled: Promise<void> = statement.canceller(statement);
    cancelled.catch(() => {});
  } else statement.cancel();
}
