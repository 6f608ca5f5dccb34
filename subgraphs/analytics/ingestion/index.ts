import { connect, type DatabaseOptions } from '../client.ts';
import { attributedCause } from '../dialect/errors.ts';
import { type LoadRow, loadsAfter, loadsOf, newestLoad } from '../dialect/queries/ingestion-runs.ts';

/** How many rows are read at a time. */
const MOST = 1_000;

/** So many ids before the newest are looked at again: who took an id first may write its row last. */
const OVERLAP = 200;

/** Of loads that run at a time, no more are waited for than these: the first of them are given up. */
const MOST_RUNNING = 1_000;

/**
 * Loads as the database itself has them, not a replica: the receiver of one makes sure that its data is there. A
 * connection of its own reads by the primary key alone, and writes nothing.
 */
export function createIngestion(options: Omit<DatabaseOptions, 'replica'>): Ingestion {
  const connection = connect({ ...options, maxWaiting: 1 }, 1);
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
        const kept = newest - OVERLAP;
        reported = new Set([...reported, ...ended.map(({ id }) => id)].filter((id) => id > kept));
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

/** A load of data that has ended well. */
export interface Load {
  /** Unique among loads, and the same for whoever looks. */
  readonly id: string;
  /** The series that it loaded, "FRED:UNRATE"; undefined for a whole source, or where it is not known which. */
  readonly series?: string | undefined;
  /** When it ended, in ISO 8601. */
  readonly at: string;
}

/** Loads of data, as they end: the pipelines write a row of `metadata.ingestion_logs` for each. */
export interface Ingestion {
  /**
   * The loads that have ended well since the last look. The first one only finds out where to begin.
   * @throws GraphQLError where there is nobody to ask; the next poll reports what this one would have reported
   */
  look(): Promise<readonly Load[]>;
  close(): Promise<void>;
}
