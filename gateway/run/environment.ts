import type { Sandbox } from '../../sandbox/index.ts';
import { type Config, ConfigError } from '../config.ts';
import type { Environment } from '../run.ts';
import type { Endpoints } from '../upstreams.ts';
import { makeSandboxKey } from './sandbox-key.ts';

/** Starts the sandbox's stand-ins for upstreams that have no settings, and returns the endpoints of all upstreams. */
export async function startEnvironment(config: Config): Promise<Environment> {
  const sandbox = await startStandIns(config);
  const { directus, twenty } = config.webhookSecrets;
  const webhookSecrets = {
    directus: directus ?? sandbox?.webhookSecrets.directus,
    twenty: twenty ?? sandbox?.webhookSecrets.twenty,
  };
  return {
    endpoints: endpointsOf(config, sandbox),
    madeStaffToken: config.staffToken ? undefined : sandbox?.staffToken,
    madePartnerKey: await madeKey(config, sandbox),
    webhookSecrets,
    sendChangesTo: (url) => sandbox?.tell(url, webhookSecrets),
    async close() {
      await sandbox?.close();
    },
  };
}

/** Makes a partner's key if keys are in the sandbox's database. */
async function madeKey({ keysDatabaseUrl }: Config, sandbox: Sandbox | undefined): Promise<string | undefined> {
  const { ownerUrl } = sandbox?.database ?? {};
  return keysDatabaseUrl === undefined && ownerUrl !== undefined ? makeSandboxKey(ownerUrl) : undefined;
}

/** Loads the sandbox only if it is needed: a gateway over real servers runs without the sandbox's packages. */
async function startStandIns({ analytics, cms, crm, sandboxDir }: Config): Promise<Sandbox | undefined> {
  const needed = { analytics: analytics.sandbox, cms: cms.sandbox, crm: crm.sandbox };
  if (!Object.values(needed).includes(true)) return undefined;
  const { startSandbox } = await loadSandbox(() => import('../../sandbox/index.ts'));
  return startSandbox({ ...needed, dir: sandboxDir, onProgress: (message) => console.log(message) });
}

function endpointsOf({ analytics, cms, crm }: Config, sandbox: Sandbox | undefined): Endpoints {
  return {
    ...(analytics.sandbox ? databaseOf(started(sandbox?.database)) : analytics),
    directus: cms.sandbox ? started(sandbox?.directus) : cms,
    twenty: crm.sandbox ? started(sandbox?.twenty) : crm,
  };
}

const databaseOf = ({ databaseUrl, poolSize }: NonNullable<Sandbox['database']>) => ({ databaseUrl, poolSize });

function started<T>(standIn: T | undefined): T {
  if (standIn === undefined) throw new Error('The sandbox did not start an upstream that has no settings.');
  return standIn;
}

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
        'DIRECTUS_URL, TWENTY_URL and TWENTY_API_KEY, and unset CHRONOS_SANDBOX; or run `npm ci && npm start` in a checkout.',
    ]);
  }
}
