import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Finds the database that a command works on.
 * @param names the settings that name it: the first that is set counts
 * @returns where none is set, the database of the sandbox that runs, as its owner; undefined where none runs
 */
export async function databaseUrlOf(env: NodeJS.ProcessEnv, names: readonly string[]): Promise<string | undefined> {
  const configured = names.map((name) => env[name]).find(Boolean);
  const { CHRONOS_SANDBOX_DIR = '.chronos' } = env;
  return configured ?? readFile(join(CHRONOS_SANDBOX_DIR, 'analytics', 'owner-url'), 'utf8').catch(() => undefined);
}
