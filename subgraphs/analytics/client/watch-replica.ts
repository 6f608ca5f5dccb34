import { createPool, type Pool } from './pool.ts';

/** The state of a replica: whether it can be read from, and if not, why. */
export interface ReplicaState {
  /** `current`: its lag is within the limit; `behind`: its lag is over the limit; `away`: it does not answer. */
  readonly is: 'current' | 'behind' | 'away';
  /** See `note` below; infinity if it is unknown. */
  readonly lagSeconds: number;
}

export interface WatchReplicaOptions {
  readonly primaryUrl: string;
  readonly replicaUrl: string;
  /** Maximum lag at which it is read from, in seconds. */
  readonly maxLagSeconds: number;
  /** Called with the first state and with each change of `is`. */
  readonly onChange: (state: ReplicaState) => void;
}

/** Delay between two looks, and the timeout of a look at each server, in milliseconds. */
const LOOK_MS = 1_000;
const LOOK_TIMEOUT_MS = 2_000;

const PRIMARY = `
  SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END - '0/0')::float8
    AS written`;
const REPLICA = `
  SELECT pg_is_in_recovery() AS "isStandby", (pg_last_wal_replay_lsn() - '0/0')::float8 AS replayed,
    extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 AS "silentSeconds"`;

/** Looks at a replica and its primary once a second, on a separate connection to each, whatever their load. */
export function watchReplica({ primaryUrl, replicaUrl, maxLagSeconds, onChange }: WatchReplicaOptions) {
  const [primary, replica] = [primaryUrl, replicaUrl].map(eye) as [Pool, Pool];
  const lag = createReplicaLag();
  let state: ReplicaState = { is: 'away', lagSeconds: Number.POSITIVE_INFINITY };
  /** Log position that it must have replayed, in bytes, and whether to read a new one from the primary. */
  let goal = 0;
  let isGoalOld = false;
  let hasReached = true;
  let reported: ReplicaState['is'] | undefined;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;

  async function look(): Promise<ReplicaState> {
    const now = performance.now();
    const renew = isGoalOld;
    isGoalOld = false;
    const written = await firstRow<{ written: number }>(primary, PRIMARY).then(
      (row) => row.written,
      () => undefined,
    );
    try {
      const seen = await firstRow<ReplicaLook>(replica, REPLICA);
      // A position before the goal is from another primary.
      if (written !== undefined && (renew || written < goal)) goal = written;
      hasReached = (seen.replayed ?? 0) >= goal;
      const lagSeconds = lag.note(now, written, seen);
      return { is: lagSeconds <= maxLagSeconds ? 'current' : 'behind', lagSeconds };
    } catch {
      return { is: 'away', lagSeconds: Number.POSITIVE_INFINITY };
    }
  }

  async function watch(): Promise<void> {
    const seen = await look();
    if (isClosed) return;
    become(seen);
    timer = setTimeout(watch, LOOK_MS).unref();
  }

  function become(next: ReplicaState): void {
    state = next;
    if (next.is === reported) return;
    reported = next.is;
    onChange(next);
  }

  void watch();
  return {
    get state(): ReplicaState {
      return state;
    },
    /** Whether to read from it. */
    get isUsable(): boolean {
      return state.is === 'current' && hasReached && !isGoalOld;
    },
    /** Stops reads from the replica until it has all that the primary has now, however small its lag is. */
    catchUp(): void {
      isGoalOld = true;
    },
    async close(): Promise<void> {
      isClosed = true;
      clearTimeout(timer);
      await Promise.all([primary.close(), replica.close()]);
    },
  };
}

function eye(databaseUrl: string): Pool {
  const retryPolicy = { maxRetries: 0 };
  return createPool({ databaseUrl, poolSize: 1, maxWaiting: 1, statementTimeoutMs: LOOK_TIMEOUT_MS, retryPolicy });
}

async function firstRow<Row extends object>(pool: Pool, text: string): Promise<Row> {
  const [row] = await pool.run((connection) => connection.unsafe<Row[]>(text, [], { prepare: true }), {});
  if (!row) throw new Error('A look at a server has to give one row.');
  return row;
}

/** The replica's own report. */
interface ReplicaLook {
  /** Whether it replays another server's log: a promoted server no longer does. */
  readonly isStandby: boolean;
  /** Replayed position of that log, in bytes from its beginning. */
  readonly replayed: number | null;
  /** Seconds since the commit of the last transaction that it replayed; null if it has replayed none. */
  readonly silentSeconds: number | null;
}

/** Maximum number of samples: beyond it, every second one is dropped. */
const MAX_SAMPLES = 1024;

/**
 * Measures the lag by log positions. The age of pg_last_xact_replay_timestamp() alone grows while nothing is written,
 * and a replica that lost its connection has replayed all that it received. That age is used only for writes before the
 * first look.
 */
function createReplicaLag() {
  /** Log positions that are not replayed yet, with their times. */
  let samples: { readonly at: number; readonly written: number }[] = [];
  let newest: number | undefined;

  function sample(now: number, written: number, { silentSeconds }: ReplicaLook): void {
    // Another server, with its own log, is the primary now.
    if (newest !== undefined && written < newest) samples = [];
    if (written === newest) return;
    const since = newest === undefined ? (silentSeconds ?? Number.POSITIVE_INFINITY) : 0;
    samples.push({ at: now - since * 1_000, written });
    if (samples.length > MAX_SAMPLES) samples = samples.filter((_, index) => index % 2 === 0);
    newest = written;
  }

  return {
    /**
     * Records a look and returns the lag.
     * @param now time of the look at the primary, in milliseconds
     * @param written position of the primary's log then, in bytes; undefined if it does not answer
     * @param replica the replica's report a moment later
     * @returns age of the oldest write that is not replayed, in seconds: 0 if there is none, infinity if it is unknown.
     *   Writes since the last look are not counted.
     */
    note(now: number, written: number | undefined, replica: ReplicaLook): number {
      // It may have stopped following its primary long ago. While the primary is down, no server has newer data.
      if (!replica.isStandby) return written === undefined ? 0 : Number.POSITIVE_INFINITY;
      if (written !== undefined) sample(now, written, replica);
      const replayed = replica.replayed ?? 0;
      samples = samples.filter((one) => one.written > replayed);
      const [oldest] = samples;
      return oldest ? (now - oldest.at) / 1_000 : 0;
    },
  };
}
