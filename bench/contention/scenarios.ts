/** What is set on the shared server, and what else works on it, while views are answered. */
export interface Scenario {
  readonly name: string;
  /** Whether Directus writes, the ingestion loads, and the materialized views are refreshed. */
  readonly isBusy: boolean;
  /** Whether the views are refreshed without locking readers out. */
  readonly isConcurrent: boolean;
  /** Whether roles have the limits of docs/database.md. */
  readonly hasLimits: boolean;
  /** Whether the gateway and Directus connect through PgBouncer. */
  readonly hasPooler: boolean;
  /** Whether the gateway reads from a replica, which runs on the same machine here. */
  readonly hasReplica: boolean;
  /** What the ingestion may sort in; undefined: what `limits.sql` says. */
  readonly ingestionWorkMem?: string;
}

/** A server, and the scenarios that are measured on it. */
export interface SharedServer {
  /** Configuration parameters. */
  readonly settings: Readonly<Record<string, string>>;
  readonly scenarios: readonly Scenario[];
}

const CALM: Scenario = {
  name: 'nothing else works',
  isBusy: false,
  isConcurrent: false,
  hasLimits: false,
  hasPooler: false,
  hasReplica: false,
};
const LIMITED = { ...CALM, isBusy: true, isConcurrent: true, hasLimits: true };

/**
 * Each scenario adds to the one before it, but for the replica, which adds to the limits. The last two servers are set as
 * docs/database.md says.
 */
export const SERVERS: readonly SharedServer[] = [
  {
    settings: {},
    scenarios: [
      CALM,
      { ...CALM, name: 'all work, no limits', isBusy: true },
      { ...CALM, name: '… `REFRESH … CONCURRENTLY`', isBusy: true, isConcurrent: true },
      { ...LIMITED, name: '… and limits of roles' },
      { ...LIMITED, name: '… and PgBouncer', hasPooler: true },
      { ...LIMITED, name: '… and a replica', hasReplica: true },
    ],
  },
  {
    settings: { shared_buffers: '256MB', effective_cache_size: '512MB' },
    scenarios: [{ ...LIMITED, name: 'limits of roles, set for 4 GB', ingestionWorkMem: '16MB' }],
  },
  {
    settings: { shared_buffers: '1GB', effective_cache_size: '2GB' },
    scenarios: [{ ...LIMITED, name: 'limits of roles, set for 8 GB', ingestionWorkMem: '64MB' }],
  },
];
