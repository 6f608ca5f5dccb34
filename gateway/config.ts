import { type Config, configOf, databaseOf } from './config/config-of.ts';
import { EnvironmentVariables } from './config/environment.ts';
import {
  ConfigError,
  type GivenEnvironment,
  invalidIn,
  misplaced,
  missing,
  misspelled,
  placeholdersIn,
  replicaOfNothing,
  setIn,
} from './config/problems.ts';

export type { Config } from './config/config-of.ts';
export { ConfigError };

/**
 * Reads the settings from environment variables; an empty one counts as not set. Without any setting, outside
 * production, all upstreams are the sandbox's. Otherwise each missing setting is a problem, unless CHRONOS_SANDBOX=true
 * replaces missing upstreams.
 * @throws ConfigError with all problems
 */
export function readConfig(env: GivenEnvironment): Config {
  const given = setIn(env);
  const port = String(EnvironmentVariables.shape.PORT.def.defaultValue);
  return configOf(checked(given, [...misspelled(given), ...missing(given), ...misplaced({ PORT: port, ...given })]));
}

/** @param problems further problems @throws ConfigError with all problems */
function checked(given: GivenEnvironment, problems: readonly string[], what?: string): EnvironmentVariables {
  const { data, error } = EnvironmentVariables.safeParse(given);
  const all = [...invalidIn(error), ...placeholdersIn(given), ...problems, ...replicaOfNothing(given)];
  if (!data || all.length > 0) throw new ConfigError(all, what);
  return data;
}

/** The settings of the analytics subgraph without the gateway. */
const OF_ANALYTICS: ReadonlySet<string> = new Set([
  'NODE_ENV',
  'HOST',
  'PORT',
  'CHRONOS_SANDBOX',
  'CHRONOS_SANDBOX_DIR',
  'DATABASE_URL',
  'DATABASE_REPLICA_URL',
  'DATABASE_REPLICA_MAX_LAG_SECONDS',
  'SHUTDOWN_SECONDS',
  'UPSTREAM_TIMEOUT_MS',
  'SYNONYMS_FILE',
]);

/**
 * Reads these settings, and ignores the gateway's other settings. Uses the sandbox's database only where no database is
 * set, and in production only with CHRONOS_SANDBOX=true.
 * @throws ConfigError with all problems
 */
export function readAnalyticsConfig(env: GivenEnvironment) {
  const given = setIn(env);
  const own = Object.entries({ PORT: '4001', ...given }).filter(([name]) => OF_ANALYTICS.has(name));
  const { DATABASE_URL, CHRONOS_SANDBOX = String(given.NODE_ENV !== 'production') } = given;
  const needed = DATABASE_URL === undefined && CHRONOS_SANDBOX === 'false' ? ['DATABASE_URL is not set: set it.'] : [];
  const settings = checked(Object.fromEntries(own), [...misspelled(given), ...needed], 'The analytics subgraph');
  return { ...configOf(settings), analytics: databaseOf(settings) };
}
