import type { Sql } from 'postgres';
import type { ReplicaHealth } from '../../upstream.ts';
import { errorCodeOf, isOutage } from './outages.ts';
import { createPool, type Pool, type PoolLoad, type PoolOptions, type Sent, type StatementWait } from './pool.ts';
import { type ReplicaState, watchReplica } from './watch-replica.ts';

/** A copy of the database that follows it, to read from. */
export interface ReplicaOptions {
  /** `postgres://user:password@host:port/database`, of a role as for the database itself. */
  readonly databaseUrl: string;
  /** How far it may be behind to be read from, in seconds: 1 or more. */
  readonly maxLagSeconds: number;
  /** Called when it comes into use, and when it is no longer used. */
  readonly onChange?: ((state: ReplicaState) => void) | undefined;
  /** Call this when something was written that must be read at once: from the primary, until the replica has it. */
  readonly onWritten?: ((listener: () => void) => void) | undefined;
}

/** A pool that reads from a replica while that is there and not too far behind, and else from the primary. */
export interface ReplicatedPool extends Pool {
  readonly replica: ReplicaHealth;
}

/**
 * SQLSTATEs by which a replica ends a statement that stands in the way of what it replays (PostgreSQL, "Handling Query
 * Conflicts"): serialization_failure, deadlock_detected.
 */
const isConflict = (error: unknown) => ['40001', '40P01'].includes(errorCodeOf(error) ?? '');

type Send<Result> = (connection: Sql) => Sent<Result>;

/** What a statement failed by on the replica, and would not fail by on the primary. */
class ReplicaFault extends Error {}

/**
 * What fails on the replica by its connection, by a conflict with what it replays, or because it stopped answering
 * meanwhile, is sent once more: to the primary, with whatever time is left.
 */
export function createReplicatedPool(replica: ReplicaOptions, options: PoolOptions): ReplicatedPool {
  const primary = createPool(options);
  // The primary is better than a second try.
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

/** As of one pool; its circuit is the primary's, without which the database is away. */
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
