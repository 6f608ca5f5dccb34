import { createPool, type Pool } from './pool.ts';

/** Whether a replica is read from, and if not, why. */
export interface ReplicaState {
  /** `current`: it is read from; `behind`: by more than it may be; `away`: it does not answer. */
  readonly is: 'current' | 'behind' | 'away';
  /** See `ReplicaLag.note`; infinity where it can't be reported. */
  readonly lagSeconds: number;
}

export interface WatchReplicaOptions {
  readonly primaryUrl: string;
  readonly replicaUrl: string;
  /** How far it may be behind to be read from, in seconds. */
  readonly maxLagSeconds: number;
  /** Called with the first state, and with every state that differs from the one before. */
  readonly onChange: (state: ReplicaState) => void;
}

/** How long after a look the next one is, and how long one of them may take at each server, in milliseconds. */
const LOOK_MS = 1_000;
const LOOK_TIMEOUT_MS = 2_000;

const PRIMARY = `
  SELECT (CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END - '0/0')::float8
    AS written`;
const REPLICA = `
  SELECT pg_is_in_recovery() AS "isStandby", (pg_last_wal_replay_lsn() - '0/0')::float8 AS replayed,
    extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 AS "silentSeconds"`;

/** Looks at a replica and its primary once a second, on a connection of its own to each, however much is asked of them. */
export function watchReplica({ primaryUrl, replicaUrl, maxLagSeconds, onChange }: WatchReplicaOptions) {
  const [primary, replica] = [primaryUrl, replicaUrl].map(eye) as [Pool, Pool];
  const lag = createReplicaLag();
  let state: ReplicaState = { is: 'away', lagSeconds: Number.POSITIVE_INFINITY };
  /** What it has to have replayed, in bytes of the log, and whether that is yet to be read off the primary. */
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
    const written = await ask<{ written: number }>(primary, PRIMARY).then(
      (row) => row.written,
      () => undefined,
    );
    try {
      const seen = await ask<ReplicaLook>(replica, REPLICA);
      // A position that lies before the goal is that of another primary.
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
    /** It is not read from until it has all that the primary has now, however little that is. */
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

async function ask<Row extends object>(pool: Pool, text: string): Promise<Row> {
  const [row] = await pool.run((connection) => connection.unsafe<Row[]>(text, [], { prepare: true }), {});
  if (!row) throw new Error('A look at a server has to give one row.');
  return row;
}

/** What a replica says of itself. */
interface ReplicaLook {
  /** Whether it replays another server's log: a server that was promoted does not any more. */
  readonly isStandby: boolean;
  /** How far it has replayed that log, in bytes from its beginning. */
  readonly replayed: number | null;
  /** How long ago the last transaction that it has replayed was committed, in seconds; null where it has replayed none. */
  readonly silentSeconds: number | null;
}

/** Samples at most: past them, every other one is forgotten. */
const MAX_SAMPLES = 1024;

/**
 * By positions in the log: pg_last_xact_replay_timestamp() alone grows while nothing is written, and a replica whose
 * connection is gone has replayed all that it ever received. Only for what was written before the first look does that
 * time stand in.
 */
function createReplicaLag() {
  /** What was written when, as far as it is not replayed. */
  let samples: { readonly at: number; readonly written: number }[] = [];
  let newest: number | undefined;

  function sample(now: number, written: number, { silentSeconds }: ReplicaLook): void {
    // Another server is the primary now, on a log of its own.
    if (newest !== undefined && written < newest) samples = [];
    if (written === newest) return;
    const since = newest === undefined ? (silentSeconds ?? Number.POSITIVE_INFINITY) : 0;
    samples.push({ at: now - since * 1_000, written });
    if (samples.length > MAX_SAMPLES) samples = samples.filter((_, index) => index % 2 === 0);
    newest = written;
  }

  return {
    /**
     * @param now when the primary was looked at, in milliseconds
     * @param written how far its log was written then, in bytes; undefined where it does not answer
     * @param replica the replica a moment later
     * @returns for how long there has been something that it has not replayed, in seconds: 0 where there is nothing, infinity
     *   where that can't be reported. Of what is younger than a look, nothing is known.
     */
    note(now: number, written: number | undefined, replica: ReplicaLook): number {
      // It may have stopped following its primary long ago; while that one is away, nobody has more.
      if (!replica.isStandby) return written === undefined ? 0 : Number.POSITIVE_INFINITY;
      if (written !== undefined) sample(now, written, replica);
      const replayed = replica.replayed ?? 0;
      samples = samples.filter((one) => one.written > replayed);
      const [oldest] = samples;
      return oldest ? (now - oldest.at) / 1_000 : 0;
    },
  };
}
