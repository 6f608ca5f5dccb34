/** What a replica says of itself. */
export interface ReplicaLook {
  /** Whether it replays another server's log: a server that was promoted does not any more. */
  readonly isStandby: boolean;
  /** How far it has replayed that log, in bytes from its beginning. */
  readonly replayed: number | null;
  /** How long ago the last transaction that it has replayed was committed, in seconds; null where it has replayed none. */
  readonly silentSeconds: number | null;
}

/** Tells how far a replica is behind, from looks at both servers. */
export interface ReplicaLag {
  /**
   * @param now when the primary was looked at, in milliseconds
   * @param written how far its log was written then, in bytes; undefined where it does not answer
   * @param replica the replica a moment later
   * @returns for how long there has been something that it has not replayed, in seconds: 0 where there is nothing, infinity
   *   where that can't be told. Of what is younger than a look, nothing is known.
   */
  note(now: number, written: number | undefined, replica: ReplicaLook): number;
}

/** Samples at most: past them, every other one is forgotten. */
const MAX_SAMPLES = 1024;

/**
 * By positions in the log: pg_last_xact_replay_timestamp() alone grows while nothing is written, and a replica whose
 * connection is gone has replayed all that it ever received. Only for what was written before the first look does that
 * time stand in.
 */
export function createReplicaLag(): ReplicaLag {
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
    note(now, written, replica) {
      // Whom it does not follow it may have left long ago; while that one is away, nobody has more.
      if (!replica.isStandby) return written === undefined ? 0 : Number.POSITIVE_INFINITY;
      if (written !== undefined) sample(now, written, replica);
      const replayed = replica.replayed ?? 0;
      samples = samples.filter((one) => one.written > replayed);
      const [oldest] = samples;
      return oldest ? (now - oldest.at) / 1_000 : 0;
    },
  };
}
