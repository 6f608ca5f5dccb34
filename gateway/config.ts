import { type AnalyticsDatabase, type Config, configOf, databaseOf, type Source } from './config/config-of.ts';
import { EnvironmentVariables } from './config/environment.ts';
import {
  ConfigError,
  invalidIn,
  misplaced,
  missing,
  misspelled,
  placeholdersIn,
  replicaOfNothing,
  setIn,
} from './config/problems.ts';
import { integer } from './config/values.ts';

export type { Config } from './config/config-of.ts';
export { ConfigError };

/**
 * Reads the settings from environment variables; an empty one counts as not set. Without any setting, outside
 * production, all upstreams are the sandbox's. Otherwise each missing setting is a problem, unless CHRONOS_SANDBOX=true
 * replaces missing upstreams.
 * @throws ConfigError with all problems
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = setIn(env);
  const parsed = EnvironmentVariables.safeParse(given);
  const problems = [
    ...invalidIn(parsed),
    ...placeholdersIn(given, EnvironmentVariables.shape),
    ...misspelled(given, EnvironmentVariables.shape),
    ...missing(given),
    ...misplaced({ PORT: String(EnvironmentVariables.shape.PORT.def.defaultValue), ...given }),
    ...replicaOfNothing(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return configOf(parsed.data);
}

/** The settings of the analytics subgraph without the gateway. */
const AnalyticsEnvironment = EnvironmentVariables.pick({
  NODE_ENV: true,
  HOST: true,
  CHRONOS_SANDBOX: true,
  CHRONOS_SANDBOX_DIR: true,
  DATABASE_URL: true,
  DATABASE_REPLICA_URL: true,
  DATABASE_REPLICA_MAX_LAG_SECONDS: true,
  SHUTDOWN_SECONDS: true,
  UPSTREAM_TIMEOUT_MS: true,
  SYNONYMS_FILE: true,
}).extend({ PORT: integer(0, 65_535).default(4001) });

/**
 * Reads these settings, and ignores the gateway's other settings. Uses the sandbox's database only where no database is
 * set, and in production only with CHRONOS_SANDBOX=true.
 * @throws ConfigError with all problems
 */
export function readAnalyticsConfig(env: Readonly<Record<string, string | undefined>>) {
  const given = setIn(env);
  const parsed = AnalyticsEnvironment.safeParse(given);
  const { DATABASE_URL, CHRONOS_SANDBOX = String(given.NODE_ENV !== 'production') } = given;
  const needed = DATABASE_URL === undefined && CHRONOS_SANDBOX === 'false' ? ['DATABASE_URL is not set: set it.'] : [];
  const placeholders = placeholdersIn(given, AnalyticsEnvironment.shape);
  const slips = misspelled(given, EnvironmentVariables.shape);
  const problems = [...invalidIn(parsed), ...placeholders, ...slips, ...needed, ...replicaOfNothing(given)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems, 'The analytics subgraph');
  const database = databaseOf(parsed.data);
  const analytics: Source<AnalyticsDatabase> = database ? { sandbox: false, ...database } : { sandbox: true };
  const { HOST, PORT, CHRONOS_SANDBOX_DIR, SHUTDOWN_SECONDS, UPSTREAM_TIMEOUT_MS, SYNONYMS_FILE } = parsed.data;
  return {
    synonyms: SYNONYMS_FILE,
    host: HOST,
    port: PORT,
    analytics,
    sandboxDir: CHRONOS_SANDBOX_DIR,
    shutdownMs: SHUTDOWN_SECONDS * 1_000,
    upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
  };
}
