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

/** The scenarios, in order. Each one adds to the one before it, but for the last two: both add to the limits. */
export const SCENARIOS: readonly Scenario[] = [
  CALM,
  { ...CALM, name: 'all work, no limits', isBusy: true },
  { ...CALM, name: '… `REFRESH … CONCURRENTLY`', isBusy: true, isConcurrent: true },
  { ...LIMITED, name: '… and limits of roles' },
  { ...LIMITED, name: '… and PgBouncer', hasPooler: true },
  { ...LIMITED, name: '… and a replica', hasReplica: true },
];
