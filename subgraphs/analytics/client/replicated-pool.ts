import type { Sql } from 'postgres';
import type { ReplicaHealth } from '../../contract/upstream.ts';
import { errorCodeOf, isOutage } from './outages.ts';
import { createPool, type Pool, type PoolLoad, type PoolOptions, type Sent, type StatementWait } from './pool.ts';
import { type ReplicaState, watchReplica } from './watch-replica.ts';

/** A read replica of the database. */
export interface ReplicaOptions {
  /** `postgres://user:password@host:port/database`, with a role as for the primary. */
  readonly databaseUrl: string;
  /** Maximum lag at which it is read from, in seconds: 1 or more. */
  readonly maxLagSeconds: number;
  /** Called with each change of its state. */
  readonly onChange?: ((state: ReplicaState) => void) | undefined;
  /** Registers a listener for writes that must be visible at once: reads use the primary until the replica has them. */
  readonly onWritten?: ((listener: () => void) => void) | undefined;
}

/** A pool that reads from a replica while it answers and its lag is small enough, else from the primary. */
export interface ReplicatedPool extends Pool {
  readonly replica: ReplicaHealth;
}

/**
 * SQLSTATEs with which a replica ends a statement that conflicts with its replay (PostgreSQL, "Handling Query
 * Conflicts"): serialization_failure, deadlock_detected.
 */
const isConflict = (error: unknown) => ['40001', '40P01'].includes(errorCodeOf(error) ?? '');

type Send<Result> = (connection: Sql) => Sent<Result>;

/** An error of the replica that the primary would not have. */
class ReplicaFault extends Error {}

/**
 * Creates a pool that reads from a replica. A statement that fails by the replica's connection, by a conflict with its
 * replay, or because the replica stops answering is sent once more: to the primary, with the remaining time.
 */
export function createReplicatedPool(replica: ReplicaOptions, options: PoolOptions): ReplicatedPool {
  const primary = createPool(options);
  // A retry goes to the primary instead.
  const retryPolicy = { ...options.retryPolicy, maxRetries: 0 };
  const standby = createPool({ ...options, databaseUrl: replica.databaseUrl, retryPolicy });
  const underWay = new Set<AbortController>();
  let fallbacks = 0;

  const watch = watchReplica({
    primaryUrl: options.databaseUrl,
    replicaUrl: replica.databaseUrl,
    maxLagSeconds: replica.maxLagSeconds,
    onChange(state) {
      if (state.is === 'away') for (const statement of underWay) statement.abort();
      replica.onChange?.(state);
    },
  });
  replica.onWritten?.(watch.catchUp);

  async function onReplica<Result>(send: Send<Result>, { signal, ...wait }: StatementWait): Promise<Result> {
    const ending = new AbortController();
    const leave = () => ending.abort();
    underWay.add(ending);
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave);
    try {
      return await standby.run(send, { ...wait, signal: ending.signal });
    } catch (error) {
      const hasLeft = signal?.aborted ?? false;
      const isReplicas = ending.signal.aborted ? !hasLeft : isOutage(error) || isConflict(error);
      throw isReplicas ? new ReplicaFault() : error;
    } finally {
      underWay.delete(ending);
      signal?.removeEventListener('abort', leave);
    }
  }

  return {
    get load() {
      return sum(primary.load, standby.load, fallbacks);
    },
    get replica() {
      return { inUse: watch.isUsable, lagSeconds: watch.state.lagSeconds, fallbacks };
    },
    async run(send, wait) {
      if (!watch.isUsable) return primary.run(send, wait);
      try {
        return await onReplica(send, wait);
      } catch (error) {
        if (!(error instanceof ReplicaFault)) throw error;
        fallbacks += 1;
        return primary.run(send, wait);
      }
    },
    async close() {
      await Promise.all([watch.close(), primary.close(), standby.close()]);
    },
  };
}

/** Sums the loads of both pools. The circuit is the primary's: without the primary, the database is down. */
function sum(primary: PoolLoad, replica: PoolLoad, fallbacks: number): PoolLoad {
  return {
    size: primary.size + replica.size,
    taken: primary.taken + replica.taken,
    waiting: primary.waiting + replica.waiting,
    turns: primary.turns + replica.turns,
    refused: primary.refused + replica.refused,
    waitedMs: primary.waitedMs + replica.waitedMs,
    longestWaitMs: Math.max(primary.longestWaitMs, replica.longestWaitMs),
    retries: primary.retries + replica.retries + fallbacks,
    givenUp: primary.givenUp + replica.givenUp,
    circuit: primary.circuit,
  };
}
