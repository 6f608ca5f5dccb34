import { configOf } from './config/config-of.ts';
import { Environment } from './config/environment.ts';
import { misspelled } from './config/misspelled.ts';
import {
  ConfigError,
  invalidIn,
  misplaced,
  missing,
  placeholdersIn,
  replicaOfNothing,
  setIn,
} from './config/problems.ts';
import type { Config } from './config/types.ts';

export { readAnalyticsConfig } from './config/analytics.ts';
export type { Config } from './config/types.ts';
export { ConfigError };

/**
 * Reads the settings from environment variables; an empty one counts as not set.
 * Nothing set, outside production: all upstreams are the sandbox's. Something set: what is missing is a problem that
 * names it, unless CHRONOS_SANDBOX=true fills the rest.
 * @throws ConfigError with every problem at once
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = setIn(env);
  const parsed = Environment.safeParse(given);
  const problems = [
    ...invalidIn(parsed),
    ...placeholdersIn(given, Environment.shape),
    ...misspelled(given, Environment.shape),
    ...missing(given),
    ...misplaced(given),
    ...replicaOfNothing(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return configOf(parsed.data);
}
