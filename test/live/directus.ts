import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../ports.ts';
import { startChild, untilReady } from './child.ts';
import { ownFolder } from './folders.ts';
import { installPackages } from './packages.ts';
import { step } from './progress.ts';

/** A running Directus, empty but for its administrator. */
export interface RealDirectus {
  /** Its origin: `http://127.0.0.1:…`. */
  readonly url: string;
  /** A static token of the administrator. */
  readonly adminToken: string;
  /** Stops the server and removes its files. Its tables stay in the database. */
  close(): Promise<void>;
}

/** The versions that package.json pins: the oldest that is supported, the one that all tests run over, and the newest. */
export type DirectusVersion = '11.13.4' | '11.17.4' | '12.4.1';

/** The version that all live tests run over. */
export const DIRECTUS_VERSION: DirectusVersion = '11.17.4';

/** Where to start which Directus. */
export interface DirectusOptions {
  /** Its owner's URL of the database that Directus keeps its tables in. */
  readonly databaseUrl: string;
  /** By default the one that all tests run over. */
  readonly version?: DirectusVersion;
  /** Settings of its own, in addition to those of all tests. */
  readonly settings?: Readonly<Record<string, string>>;
}

const READY_DEADLINE_MS = 4 * 60_000;

/** Creates Directus's tables and its administrator, then becomes its server: $0 is node, $1 Directus's command. */
const SERVE = '"$0" "$1" bootstrap && exec "$0" "$1" start';

/**
 * Starts Directus over a database of PostgreSQL, on a free port of 127.0.0.1.
 * The first time on a machine all versions are installed from npm (two minutes, 1.1 GB on disk); after that it takes seconds.
 */
export async function startRealDirectus(options: DirectusOptions): Promise<RealDirectus> {
  const { databaseUrl, version = DIRECTUS_VERSION } = options;
  const own = options.settings;
  const installed = await installPackages('directus');
  const folder = await ownFolder(tmpdir(), 'chronos-directus');
  await Promise.all(['uploads', 'extensions'].map((name) => mkdir(join(folder, name))));

  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const adminToken = randomBytes(16).toString('hex');
  const server = startChild({
    name: 'Directus',
    command: 'sh',
    args: ['-c', SERVE, process.execPath, join(installed, `node_modules/directus-${version}/cli.js`)],
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, ...settings({ databaseUrl, url, port, adminToken, folder }), ...own },
    remove: folder,
  });
  const isReady = async () => (await (await fetch(`${url}/server/ping`)).text()) === 'pong';
  await step(`starting Directus ${version}`, () => untilReady(server, isReady, READY_DEADLINE_MS));
  return { url, adminToken, close: () => server.stop() };
}

interface Settings {
  readonly databaseUrl: string;
  readonly url: string;
  readonly port: number;
  readonly adminToken: string;
  readonly folder: string;
}

/** Directus's environment. What is not here is Directus's default. */
function settings({ databaseUrl, url, port, adminToken, folder }: Settings): Record<string, string> {
  return {
    DB_CLIENT: 'pg',
    DB_CONNECTION_STRING: databaseUrl,
    SECRET: randomBytes(32).toString('hex'),
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: randomBytes(16).toString('hex'),
    ADMIN_TOKEN: adminToken,
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: url,
    STORAGE_LOCATIONS: 'local',
    STORAGE_LOCAL_ROOT: join(folder, 'uploads'),
    EXTENSIONS_PATH: join(folder, 'extensions'),
    SERVE_APP: 'false',
    WEBSOCKETS_ENABLED: 'true',
    WEBSOCKETS_GRAPHQL_AUTH: 'public',
    TELEMETRY: 'false',
    // Its Flows reach the gateway on this machine, which they may not by default.
    IMPORT_IP_DENY_LIST: '169.254.169.254',
    // Requests are as many as the tests make, however busy the machine is.
    PRESSURE_LIMITER_ENABLED: 'false',
    LOG_LEVEL: 'warn',
    LOG_STYLE: 'raw',
  };
}
