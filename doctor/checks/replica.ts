import { type CheckResult, failed, ok, openDatabase, reason, warning } from '../check.ts';

const REMEDY = 'Start it, or correct DATABASE_REPLICA_URL. Until then the database itself is read from.';
const BEHIND_REMEDY =
  'Look whether its replay is paused, or its disk too slow. Until it has caught up the database itself is read from.';

interface Row {
  readonly role: string;
  readonly isStandby: boolean;
  readonly waits: boolean;
  readonly seconds: number | null;
}

/**
 * Checks that a replica of the database answers, follows it, and is not too far behind.
 * @param maxLagSeconds DATABASE_REPLICA_MAX_LAG_SECONDS
 */
export async function examineReplica(databaseUrl: string, maxLagSeconds: number): Promise<CheckResult> {
  const sql = openDatabase(databaseUrl);
  try {
    // Without writes the last transaction grows old: that is no lag if all that was received is replayed.
    const [row] = await sql<Row[]>`
      SELECT current_user::text AS role, pg_is_in_recovery() AS "isStandby",
        pg_last_wal_receive_lsn() IS DISTINCT FROM pg_last_wal_replay_lsn() AS waits,
        extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())::float8 AS seconds`;
    if (!row?.isStandby) return NO_STANDBY;
    const seconds = row.seconds ?? Number.POSITIVE_INFINITY;
    if (row.waits && seconds > maxLagSeconds) {
      const far = row.seconds === null ? 'how far is unknown' : `about ${Math.round(row.seconds)} s`;
      return warning('Replica', `It is behind, ${far}.`, BEHIND_REMEDY);
    }
    return ok('Replica', `Answers, as ${row.role}, and follows.`);
  } catch (error) {
    return failed('Replica', `It does not answer: ${reason(error)}.`, REMEDY);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const NO_STANDBY = warning(
  'Replica',
  'It follows no other server: how far it is behind is unknown, and it is not read from.',
  'Set DATABASE_REPLICA_URL to a standby of the database; or, where this one has been promoted, DATABASE_URL to it.',
);
