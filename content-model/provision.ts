import { Command } from 'commander';
import { messageOf } from '../subgraphs/common/message-of.ts';
import { loadContent } from './index.ts';
import { grantGateway, grantPublic } from './provision/access.ts';
import { adoptSnapshot, verifySnapshot } from './provision/adopt.ts';
import { openDirectusApi } from './provision/directus-api.ts';
import { uploadFiles } from './provision/files.ts';
import { type GatewayWebhook, notifyGateway } from './provision/flow.ts';
import { migrateContent } from './provision/migrate.ts';
import { type OnEdited, writeRows } from './provision/rows.ts';
import { checkSameDatabase } from './provision/same-database.ts';

export interface ProvisionOptions {
  /** Directus's URL: `http://127.0.0.1:8055`. */
  readonly directusUrl: string;
  /** A static token of an administrator. */
  readonly adminToken: string;
  /** The URL of Directus's database, with a role that may create tables. */
  readonly databaseUrl: string;
  /** The static token of the gateway, which is set on the gateway's own user. */
  readonly gatewayToken: string;
  /** Whether to add articles, pages and pictures too, or only the model and its permissions. */
  readonly rows?: boolean;
  /** The action for existing rows and files that differ. By default `keep`. */
  readonly onEdited?: OnEdited;
  /** The gateway's webhook for changes; undefined: the Flow is not created or changed. */
  readonly webhook?: GatewayWebhook | undefined;
  /** Called before each step. */
  readonly onProgress?: (step: string) => void;
}

/**
 * Provisions a running Directus with the content model: tables, collections, files, rows, public permissions, the
 * gateway's own user and, with `webhook`, the Flow that reports changes to the gateway. Safe to run again: it changes
 * only differences, and by default leaves edited rows and files unchanged.
 * @throws Error with the step that failed, and the remedy
 */
export async function provisionDirectus(options: ProvisionOptions): Promise<void> {
  const { directusUrl, adminToken, databaseUrl, gatewayToken, webhook, onProgress = () => {} } = options;
  const { rows = true, onEdited = 'keep' } = options;
  if (gatewayToken === adminToken) throw new Error(SAME_TOKEN);
  const content = loadContent();
  const api = openDirectusApi(directusUrl, adminToken);
  const names = content.collections.map(({ name }) => name);

  onProgress('Checking Directus');
  await api.request('GET', '/policies?limit=1');
  await checkSameDatabase(api, databaseUrl);
  onProgress('Migrating the content tables');
  await migrateContent(databaseUrl);
  // Directus may have cached the old schema of the database.
  await api.request('POST', '/utils/cache/clear');
  onProgress(`Adopting ${names.length} collections`);
  await adoptSnapshot(api, content.snapshot);
  await verifySnapshot(api, content.snapshot);
  if (rows) {
    onProgress(`Uploading ${content.files.length} files`);
    await uploadFiles(api, content.files, onEdited);
    for (const collection of content.collections) {
      const items = content.rows[collection.name] ?? [];
      onProgress(`Writing ${items.length} rows of ${collection.name}`);
      await writeRows(api, collection, items, onEdited);
    }
  }
  onProgress('Granting the gateway its access');
  await grantGateway(api, names, gatewayToken);
  if (webhook) {
    onProgress('Having Directus notify the gateway of changes');
    await notifyGateway(api, names, webhook);
  }
  onProgress('Granting the public its access');
  // Last: a Directus 12 whose licence allows no rules refuses these permissions, which staff do not need.
  await grantPublic(api, content.publicPermissions);
}

const SAME_TOKEN =
  'DIRECTUS_TOKEN is the token of DIRECTUS_ADMIN_TOKEN: the gateway must not be an administrator. Choose another long random text for DIRECTUS_TOKEN.';

const SETTINGS = [
  '  DIRECTUS_URL            where Directus answers, for example http://127.0.0.1:8055',
  '  DIRECTUS_ADMIN_TOKEN    a static token of an administrator of Directus',
  '  CONTENT_DATABASE_URL    the database of Directus, for example postgres://user:password@127.0.0.1:5432/directus',
  '                          (or DATABASE_URL)',
  '  DIRECTUS_TOKEN          the token that the gateway will present to Directus: choose a long random one',
  '  DIRECTUS_WEBHOOK_SECRET, GATEWAY_WEBHOOK_URL',
  '                          optional: the secret that the gateway has, and where Directus reports changes,',
  '                          for example http://gateway:4000/webhooks/directus',
].join('\n');

async function run({ rows, resetRows = false }: { rows: boolean; resetRows?: boolean }): Promise<void> {
  try {
    const settings = readSettings(process.env);
    const onEdited = resetRows ? 'reset' : 'keep';
    await provisionDirectus({ ...settings, rows, onEdited, onProgress: (step) => console.log(`… ${step}`) });
    console.log(`Directus at ${settings.directusUrl} serves the content model.`);
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}

function readSettings(env: NodeJS.ProcessEnv) {
  const settings = {
    DIRECTUS_URL: env.DIRECTUS_URL ?? '',
    DIRECTUS_ADMIN_TOKEN: env.DIRECTUS_ADMIN_TOKEN ?? '',
    CONTENT_DATABASE_URL: env.CONTENT_DATABASE_URL || env.DATABASE_URL || '',
    DIRECTUS_TOKEN: env.DIRECTUS_TOKEN ?? '',
  };
  const missing = Object.entries(settings).flatMap(([name, value]) => (value === '' ? [name] : []));
  if (missing.length > 0) throw new Error(`Set ${missing.join(', ')}.\n${SETTINGS}`);
  return {
    directusUrl: settings.DIRECTUS_URL,
    adminToken: settings.DIRECTUS_ADMIN_TOKEN,
    databaseUrl: settings.CONTENT_DATABASE_URL,
    gatewayToken: settings.DIRECTUS_TOKEN,
    webhook: readWebhook(env),
  };
}

function readWebhook({ DIRECTUS_WEBHOOK_SECRET, GATEWAY_WEBHOOK_URL }: NodeJS.ProcessEnv): GatewayWebhook | undefined {
  if (!DIRECTUS_WEBHOOK_SECRET) return undefined;
  if (!GATEWAY_WEBHOOK_URL) throw new Error(`Set GATEWAY_WEBHOOK_URL next to DIRECTUS_WEBHOOK_SECRET.\n${SETTINGS}`);
  return { url: GATEWAY_WEBHOOK_URL, secret: DIRECTUS_WEBHOOK_SECRET };
}

if (import.meta.main) {
  await new Command('provision')
    .description('Makes a running Directus serve the content model. Safe to run again.')
    .option('--no-rows', 'only the model and the permissions: no articles, pages and pictures')
    .option('--reset-rows', 'restore articles, pages and pictures of the demo that were edited')
    .addHelpText('after', `\nSettings (environment):\n${SETTINGS}`)
    .action(run)
    .parseAsync();
}
