import { databaseOf } from './config-of.ts';
import { Environment } from './environment.ts';
import { misspelled } from './misspelled.ts';
import { ConfigError, invalidIn, placeholdersIn, replicaOfNothing, setIn } from './problems.ts';
import type { AnalyticsDatabase, Source } from './types.ts';
import { integer } from './values.ts';

/** The settings of the analytics subgraph where it is served alone. */
export interface AnalyticsConfig {
  readonly host: string;
  readonly port: number;
  readonly analytics: Source<AnalyticsDatabase>;
  readonly sandboxDir: string;
  readonly shutdownMs: number;
  readonly upstreamTimeoutMs: number;
}

const AnalyticsEnvironment = Environment.pick({
  NODE_ENV: true,
  HOST: true,
  CHRONOS_SANDBOX: true,
  CHRONOS_SANDBOX_DIR: true,
  DATABASE_URL: true,
  DATABASE_REPLICA_URL: true,
  DATABASE_REPLICA_MAX_LAG_SECONDS: true,
  SHUTDOWN_SECONDS: true,
  UPSTREAM_TIMEOUT_MS: true,
}).extend({ PORT: integer(0, 65_535).default(4001) });

/**
 * Reads those settings; the others may be set, for the gateway. The sandbox's database is taken only where none is set,
 * and in production only when it is asked for.
 * @throws ConfigError with every problem at once
 */
export function readAnalyticsConfig(env: Readonly<Record<string, string | undefined>>): AnalyticsConfig {
  const given = setIn(env);
  const parsed = AnalyticsEnvironment.safeParse(given);
  const { DATABASE_URL, CHRONOS_SANDBOX = String(given.NODE_ENV !== 'production') } = given;
  const needed = DATABASE_URL === undefined && CHRONOS_SANDBOX === 'false' ? ['DATABASE_URL is not set: set it.'] : [];
  const placeholders = placeholdersIn(given, AnalyticsEnvironment.shape);
  const slips = misspelled(given, Environment.shape);
  const problems = [...invalidIn(parsed), ...placeholders, ...slips, ...needed, ...replicaOfNothing(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems, 'The analytics subgraph');
  const database = databaseOf(parsed.data);
  const { HOST, PORT, CHRONOS_SANDBOX_DIR, SHUTDOWN_SECONDS, UPSTREAM_TIMEOUT_MS } = parsed.data;
  return {
    host: HOST,
    port: PORT,
    analytics: database ? { sandbox: false, ...database } : { sandbox: true },
    sandboxDir: CHRONOS_SANDBOX_DIR,
    shutdownMs: SHUTDOWN_SECONDS * 1_000,
    upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
  };
}
