import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Finds the database for a command.
 * @param names the settings that can have its URL: the first that is set is used
 * @returns if none is set, the database of the running sandbox, as its owner; undefined if no sandbox runs
 */
export async function databaseUrlOf(env: NodeJS.ProcessEnv, names: readonly string[]): Promise<string | undefined> {
  const configured = names.map((name) => env[name]).find(Boolean);
  const { CHRONOS_SANDBOX_DIR = '.chronos' } = env;
  return configured ?? readFile(join(CHRONOS_SANDBOX_DIR, 'analytics', 'owner-url'), 'utf8').catch(() => undefined);
}
