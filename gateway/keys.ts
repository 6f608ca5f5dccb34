import { Command, InvalidArgumentError, Option } from 'commander';
import { PARTNER_SCOPES, type Scope } from './graph/scopes.ts';
import { migrateKeys } from './identity/keys/migrate.ts';
import { writeKey } from './identity/keys/secret.ts';
import { type KeyStore, openKeyStore, type PartnerKey } from './identity/keys/store.ts';
import { BOUNDS } from './limits/bounds.ts';
import { databaseUrlOf } from './run/database-url.ts';

/** Migrates and opens the store, runs a command, and prints its text. The exit code is 1 after an error. */
async function withKeys(run: (keys: KeyStore) => Promise<string>): Promise<void> {
  const names = ['MIGRATOR_DATABASE_URL', 'GATEWAY_DATABASE_URL', 'DATABASE_URL'];
  const databaseUrl = await databaseUrlOf(process.env, names);
  if (!databaseUrl) {
    return fail('MIGRATOR_DATABASE_URL is not set, and no sandbox is running: set it to the database of the keys.');
  }
  try {
    await migrateKeys(databaseUrl);
    const keys = openKeyStore(databaseUrl);
    console.log(await run(keys).finally(() => keys.close()));
  } catch (error) {
    fail(error instanceof NoSuchKey ? error.message : `${reason(error)}\n${REMEDY}`);
  }
}

const REMEDY =
  'MIGRATOR_DATABASE_URL (else GATEWAY_DATABASE_URL or DATABASE_URL) must be the URL of a running database, with a role that may ' +
  'create tables in its schema "gateway".';

/** The requested key does not exist, or cannot be changed. */
class NoSuchKey extends Error {}

function fail(message: string): void {
  console.error(message);
  process.exitCode = 1;
}

/** Returns the database's own message, which Drizzle wraps in the text of the statement. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

const whole = (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1 || value > 2_147_483_647) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 2147483647.');
  }
  return value;
};

const moment = (text: string): Date => {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()) || date.getTime() <= Date.now()) {
    throw new InvalidArgumentError('It must be a moment in the future, such as 2030-01-31 or 2030-01-31T12:00:00Z.');
  }
  return date;
};

interface CreateOptions {
  readonly owner: string;
  readonly scope: readonly Scope[];
  readonly requestsPerMinute: number;
  readonly costPerDay: number;
  readonly expires?: Date;
}

const shown = (key: string) => `${key}\nThe key is shown only once.`;

function describe(key: PartnerKey): string {
  const day = (date: Date | null) => date?.toISOString().slice(0, 16).replace('T', ' ') ?? 'never';
  const facts = [
    key.owner,
    key.scopes.join(' ') || 'no scopes',
    `${key.requestsPerMinute} requests a minute`,
    `${key.costPerDay} points a day`,
    `created ${day(key.createdAt)}`,
    `last used ${day(key.lastUsedAt)}`,
    key.revokedAt ? `revoked ${day(key.revokedAt)}` : `expires ${day(key.expiresAt)}`,
  ];
  return `${key.id}  ${facts.join(', ')}`;
}

const program = new Command('npm run keys --').description(
  'Manages the keys of partners. Running gateways use a change within seconds.',
);

program
  .command('create')
  .description('creates a key, and shows it once')
  .requiredOption('--owner <name>', 'the name of the partner')
  .addOption(
    new Option('--scope <scopes...>', 'the scopes of the key').choices(PARTNER_SCOPES).default([...PARTNER_SCOPES]),
  )
  .option('--requests-per-minute <n>', 'the maximum of requests a minute', whole, BOUNDS.partner.requestsPerMinute)
  .option('--cost-per-day <n>', 'the maximum of points of cost a day', whole, BOUNDS.partner.costPerDay)
  .option('--expires <moment>', 'the moment at which it expires; default: never', moment)
  .action((options: CreateOptions) =>
    withKeys(async (keys) => {
      const { scope, expires: expiresAt = null, ...terms } = options;
      return shown(writeKey(await keys.create({ ...terms, scopes: [...scope], expiresAt })));
    }),
  );

program
  .command('list')
  .description('lists the keys, the newest first, without their secrets')
  .action(() => withKeys(async (keys) => (await keys.list()).map(describe).join('\n') || 'There are no keys.'));

program
  .command('revoke <id>')
  .description('revokes a key now')
  .action((id: string) =>
    withKeys(async (keys) => {
      if (!(await keys.revoke(id))) throw new NoSuchKey(`No active key has the id ${id}.`);
      return `${id} is revoked.`;
    }),
  );

program
  .command('rotate <id>')
  .description('creates a key with the same scopes and limits, shows it once, and lets the old key expire')
  .option('--keep-hours <n>', 'the number of hours until the old key expires', whole, 24)
  .action((id: string, { keepHours }: { keepHours: number }) =>
    withKeys(async (keys) => {
      const key = await keys.rotate(id, new Date(Date.now() + keepHours * 3_600_000));
      if (!key) throw new NoSuchKey(`No valid key has the id ${id}.`);
      return shown(writeKey(key));
    }),
  );

await program.parseAsync();
