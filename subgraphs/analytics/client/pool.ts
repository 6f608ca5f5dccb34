import postgres, { type Sql } from 'postgres';
import type { AttemptsHealth, RetryPolicy } from '../../transport/attempts.ts';
import { Cancellation } from '../../transport/cancellation.ts';
import type { WaitOptions } from '../../transport/in-flight.ts';
import type { ClientAbort } from '../../upstream.ts';
import { createStatementAttempts, isOutage } from './outages.ts';
import { createResourceQueue, type QueueLoad } from './resource-queue.ts';

export interface PoolOptions {
  /** `postgres://user:password@host:port/database`, of a role that may read the four schemas. */
  readonly databaseUrl: string;
  /** Connections at most; they are opened when needed. The server is shared: keep it small. */
  readonly poolSize: number;
  /** Statements that may wait for a connection at a time. */
  readonly maxWaiting: number;
  /** How long to wait for a statement, and how long the server runs it, in milliseconds. */
  readonly statementTimeoutMs: number;
  /** Retries, and the circuit for a database that cannot be reached. */
  readonly retryPolicy?: Partial<RetryPolicy> | undefined;
}

/**
 * The pool's state: its connections and waiting statements, its circuit, and how many statements were given up.
 */
export interface PoolLoad extends QueueLoad, Pick<AttemptsHealth, 'circuit' | 'retries'> {
  readonly givenUp: number;
}

/** A statement in flight. */
export type Sent<Result> = Promise<Result> & { cancel(): void };

/** How long a statement may take, and its caller: callers share the connections fairly. */
export interface StatementWait extends WaitOptions {
  /** Undefined for statements that serve several callers. */
  readonly caller?: string | undefined;
}

const NOBODY = '';

/** A few connections, each with one statement at a time. */
export interface Pool {
  readonly load: PoolLoad;
  /**
   * Sends a statement when a connection is free, and again if the database goes away meanwhile. When the client leaves or the
   * statement's time, waiting included, is over, it is given up: the promise rejects at once, and the server cancels it.
   */
  run<Result>(send: (connection: Sql) => Sent<Result>, wait: StatementWait): Promise<Result>;
  close(): Promise<void>;
}

/** The `code` of the error for a statement that was given up. */
export const GIVEN_UP = 'STATEMENT_GIVEN_UP';

const IDLE_SECONDS = 60;
/** A server that takes longer to accept a connection is not going to. */
const CONNECT_SECONDS = 3;
const RETRY_SECONDS = 0.1;
const CLOSE_SECONDS = 1;

/**
 * Opens a pool. Connections are opened when needed: while the database cannot be reached, statements fail, and the next one tries
 * again. postgres.js's own pool is not used: it sends statements ahead on busy connections, where they wait unbounded behind one
 * another, and where a cancellation can end the neighbour.
 */
export function createPool({ databaseUrl, poolSize, maxWaiting, statementTimeoutMs, retryPolicy }: PoolOptions): Pool {
  const connections = createConnections(databaseUrl, statementTimeoutMs);
  const queue = createResourceQueue(Array.from({ length: poolSize }, connections.open), maxWaiting);
  const attempts = createStatementAttempts(retryPolicy);
  let givenUp = 0;

  async function runUntil<Result>(
    caller: string,
    stop: AbortSignal,
    send: (connection: Sql) => Sent<Result>,
  ): Promise<Result> {
    const { item: connection, giveBack } = await queue.take(caller, stop);
    if (stop.aborted) {
      giveBack();
      throw stop.reason;
    }
    const statement = send(connection);
    const { promise: stopped, reject } = Promise.withResolvers<never>();
    /** A connection whose statement was cancelled is not used again: a cancellation that comes late would end the next. */
    const giveUp = () => {
      reject(stop.reason);
      givenUp += 1;
      cancel(statement);
      void connections.end(connection).then(() => giveBack(connections.open()));
    };
    stop.addEventListener('abort', giveUp);
    try {
      const result = await Promise.race([statement, stopped]);
      if (!stop.aborted) giveBack();
      return result;
    } catch (error) {
      if (stop.aborted) throw error;
      const isBroken = isOutage(error);
      giveBack(isBroken ? connections.open() : connection);
      // postgres.js connections that broke while they wrote never answer again: they are not used again.
      if (isBroken) void connections.end(connection);
      throw error;
    } finally {
      stop.removeEventListener('abort', giveUp);
    }
  }

  return {
    get load() {
      const { circuit, retries, refused } = attempts.health;
      return { ...queue.load, refused: queue.load.refused + refused, circuit, retries, givenUp };
    },
    async run(send, { signal, deadline = Number.POSITIVE_INFINITY, caller = NOBODY }) {
      const until = Math.min(performance.now() + statementTimeoutMs, deadline);
      const { stop, cancellation, end } = giveUpAt(until, signal);
      try {
        return await attempts.run({ cancellation, until }, true, () => runUntil(caller, stop, send));
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

/** What ends a statement when its time is over, or its client leaves. `end` frees what it holds. */
function giveUpAt(until: number, signal: ClientAbort | undefined) {
  const controller = new AbortController();
  const cancellation = new Cancellation();
  const giveUp = () => {
    const reason = Object.assign(new Error('The statement was given up.'), { code: GIVEN_UP });
    controller.abort(reason);
    cancellation.cancel(reason);
  };
  if (signal?.aborted) giveUp();
  const timer = setTimeout(giveUp, until - performance.now());
  signal?.addEventListener('abort', giveUp);
  const end = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  };
  return { stop: controller.signal, cancellation, end };
}

function settings(statementTimeoutMs: number) {
  return {
    max: 1,
    connect_timeout: Math.min(CONNECT_SECONDS, statementTimeoutMs / 1000),
    idle_timeout: IDLE_SECONDS,
    backoff: () => RETRY_SECONDS,
    // Array types are written as text by us (arrays.ts), so that no connection starts with a look at pg_type.
    fetch_types: false,
    onnotice: () => {},
    types: { moment: MOMENT },
    connection: {
      application_name: 'chronos-graph',
      // The statements are short, and few: to plan one again, or to compile it, takes longer than to run it.
      plan_cache_mode: 'force_generic_plan',
      jit: false,
      // One statement takes one core: who has a third of the connections has no more of the server than that.
      max_parallel_workers_per_gather: 0,
      default_transaction_read_only: true,
      statement_timeout: statementTimeoutMs,
    },
  };
}

/** date, time, timestamp and timestamptz: drizzle reads their text by the type of each column. */
const MOMENT = {
  to: 1184,
  from: [1082, 1083, 1114, 1184],
  parse: (text: string) => text,
  serialize: (value: unknown) => (value instanceof Date ? value.toISOString() : String(value)),
};

/**
 * Makes the server end a statement. `cancel()` does not return its promise, whose rejection would end the process where the server
 * is gone; there is nothing to cancel then.
 */
function cancel(statement: Sent<unknown>): void {
  if ('canceller' in statement && typeof statement.canceller === 'function') {
    const cancelled: Promise<void> = statement.canceller(statement);
    cancelled.catch(() => {});
  } else statement.cancel();
}
