import { connect, type DatabaseOptions } from '../client.ts';
import { attributedCause } from '../dialect/errors.ts';
import { type LoadRow, loadsAfter, loadsOf, newestLoad } from '../dialect/queries/ingestion-runs.ts';

/** Number of rows read at a time. */
const MOST = 1_000;

/** Number of ids before the newest that are read again: a load that took its id early can write its row late. */
const OVERLAP = 200;

/** Maximum number of running loads that are watched: beyond it, the oldest are given up. */
const MOST_RUNNING = 1_000;

/**
 * Watches loads in the primary database, not a replica: receivers of a load make sure that they read its data. It uses
 * its own connection, reads by the primary key alone, and writes nothing.
 */
export function createIngestion(options: Omit<DatabaseOptions, 'replica'>): Ingestion {
  const connection = connect({ ...options, poolSize: 1, maxWaiting: 1 });
  const database = connection.forRequest({});
  /** Undefined before the first look. */
  let newest: number | undefined;
  let reported = new Set<number>();
  let running = new Set<number>();

  async function rowsFrom(after: number): Promise<LoadRow[]> {
    const earlier = [...running].filter((id) => id <= after);
    const rows = earlier.length === 0 ? [] : await loadsOf(database, earlier);
    for (let last = after; ; ) {
      const page = await loadsAfter(database, last, MOST);
      rows.push(...page);
      last = page.at(-1)?.id ?? last;
      if (page.length < MOST) return rows;
    }
  }

  return {
    async look() {
      try {
        const isFirst = newest === undefined;
        const from = newest ?? (await newestLoad(database));
        const found = await rowsFrom(from - OVERLAP);
        newest = Math.max(from, found.at(-1)?.id ?? 0);
        const ended = found.filter(({ id, status }) => status === 'SUCCEEDED' && !reported.has(id));
        const unfinished = found.filter(({ status }) => status === 'RUNNING').map(({ id }) => id);
        running = new Set(unfinished.slice(-MOST_RUNNING));
        const oldest = newest - OVERLAP;
        reported = new Set([...reported, ...ended.map(({ id }) => id)].filter((id) => id > oldest));
        return isFirst ? [] : ended.map(loadOf);
      } catch (error) {
        throw attributedCause(error);
      }
    },
    close: connection.close,
  };
}

function loadOf({ id, source, code, finishedAt }: LoadRow): Load {
  return {
    id: String(id),
    series: code === null ? undefined : `${source}:${code}`,
    at: (finishedAt ?? new Date()).toISOString(),
  };
}

/** A load of data that has succeeded. */
export interface Load {
  /** Unique among loads, and the same for every process. */
  readonly id: string;
  /** The series that it loaded, "FRED:UNRATE"; undefined for a whole source, or if it is unknown. */
  readonly series?: string | undefined;
  /** When it ended, in ISO 8601. */
  readonly at: string;
}

/** Reports loads of data when they end. The pipelines write a row of `metadata.ingestion_logs` for each. */
export interface Ingestion {
  /**
   * Returns the loads that have succeeded since the last look. The first look only finds the start.
   * @throws GraphQLError if the upstream fails; the next look reports the loads that this one missed
   */
  look(): Promise<readonly Load[]>;
  close(): Promise<void>;
}
