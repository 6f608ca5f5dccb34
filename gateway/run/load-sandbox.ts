import { ConfigError } from '../config.ts';

/**
 * Loads a module of the sandbox. Its packages are development dependencies, which the image does not have.
 * @throws ConfigError where they are not installed
 */
export async function loadSandbox<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (Object(error).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new ConfigError([
      "The sandbox's packages are not installed here, as in the image and after `npm ci --omit=dev`: set DATABASE_URL, " +
        'DIRECTUS_URL, TWENTY_URL and TWENTY_API_KEY, and CHRONOS_SANDBOX to nothing; or run `npm ci && npm start` in a checkout.',
    ]);
  }
}
