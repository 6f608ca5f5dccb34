import { randomBytes } from 'node:crypto';
import { chown, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import postgres from 'postgres';
import { freePort } from '../ports.ts';
import { startChild, untilReady } from './child.ts';
import { debianTree } from './debian.ts';
import { ownFolder } from './folders.ts';
import { step } from './progress.ts';

/** A running PostgreSQL with TimescaleDB, PostGIS and pgvector to be created as extensions. */
export interface LivePostgres {
  /** Connects as the superuser. */
  url(database: string): string;
  /** Its own psql on a database, as a command to spawn with no other environment. */
  psql(database: string): {
    readonly command: string;
    readonly args: readonly string[];
    readonly env: NodeJS.ProcessEnv;
  };
  /** Creates an empty database. Returns its URL. */
  createDatabase(name: string): Promise<string>;
  /** Starts another server that follows this one by streaming replication: a hot standby, to be read from. */
  startReplica(): Promise<LivePostgres>;
  /** Stops the server and removes its data. */
  close(): Promise<void>;
}

/** The server, and what backs it up. */
const PACKAGES = [
  'postgresql-17',
  'postgresql-17-timescaledb',
  'postgresql-17-postgis-3',
  'postgresql-17-postgis-3-scripts',
  'postgresql-17-pgvector',
  'pgbackrest',
  'restic',
];

const READY_DEADLINE_MS = 60_000;

/** The server in the folder $1, on the port $2, with the arguments $SETTINGS. Nothing of it has to survive a crash. */
const RUN = `postgres -D "$1/data" -p "$2" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
  -c shared_preload_libraries=timescaledb -c timescaledb.telemetry_level=off \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  -c shared_buffers=512MB -c max_connections=100 $SETTINGS
`;

/**
 * Makes a cluster in the folder $1 and becomes its server, on the port $2. Runs in the tree as the user postgres.
 * Its data lives as long as a test run: nothing has to survive a crash. Shared memory comes from mapped files, since
 * the tree has no /dev/shm of its own and nothing is mounted that would have to be unmounted.
 */
const MAKE = `
set -eu
umask 077
printf %s "$PASSWORD" > "$1/password"
initdb --pgdata="$1/data" --username=postgres --pwfile="$1/password" --auth=scram-sha-256 \
  --locale-provider=builtin --locale=C.UTF-8 --encoding=UTF8 --no-sync \
  --set dynamic_shared_memory_type=mmap
exec ${RUN}`;

/** The same, with a copy of the server at $PRIMARY, which it follows. */
const FOLLOW = `
set -eu
umask 077
pg_basebackup --pgdata="$1/data" --dbname="$PRIMARY" --write-recovery-conf --wal-method=stream --checkpoint=fast --no-sync
exec ${RUN}`;

/** Where it is installed, with its programs: a folder to `chroot` into. */
export const postgresTree = () => debianTree({ name: 'postgres-17', packages: PACKAGES, variant: 'essential' });

/** What runs in the tree. */
export const ENV = { LC_ALL: 'C.UTF-8', PATH: '/usr/lib/postgresql/17/bin:/usr/sbin:/usr/bin:/sbin:/bin' };

/**
 * Starts PostgreSQL 17 of Debian trixie on a free port of 127.0.0.1, with a fresh cluster.
 * The first time on a machine its packages are downloaded (a minute, 640 MB on disk); after that it takes seconds.
 * @param settings configuration parameters and their values, without spaces
 */
export function startPostgres(settings: Readonly<Record<string, string>> = {}): Promise<LivePostgres> {
  const given = Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`);
  return serve(MAKE, randomBytes(16).toString('hex'), { SETTINGS: given.join(' ') });
}

/** @param env what the script reads beside the password */
async function serve(
  script: string,
  password: string,
  env: Readonly<Record<string, string>> = {},
): Promise<LivePostgres> {
  const tree = await postgresTree();
  const folder = await ownFolder(join(tree, 'tmp'), 'chronos');
  const { uid, gid } = await stat(join(tree, 'var/lib/postgresql'));
  await chown(folder, uid, gid);

  const port = await freePort();
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
  const execute = async (statement: string) => {
    const sql = postgres(url('postgres'), { max: 1, onnotice: () => undefined });
    await sql.unsafe(statement).finally(() => sql.end());
  };

  const inside = `/${relative(tree, folder)}`;
  const server = startChild({
    name: 'PostgreSQL',
    command: 'chroot',
    args: [`--userspec=${uid}:${gid}`, tree, 'sh', '-c', script, 'serve', inside, String(port)],
    env: { ...ENV, SETTINGS: '', ...env, PASSWORD: password },
    // A fast shutdown: clients that are still connected are not waited for.
    signal: 'SIGINT',
    remove: folder,
  });
  const isReady = () => execute('SELECT 1').then(() => true);
  await step('starting PostgreSQL', () => untilReady(server, isReady, READY_DEADLINE_MS));

  return {
    url,
    psql: (database) => ({
      command: 'chroot',
      args: [`--userspec=${uid}:${gid}`, tree, 'psql', url(database)],
      env: ENV,
    }),
    async createDatabase(name) {
      await execute(`CREATE DATABASE "${name.replaceAll('"', '""')}"`);
      return url(name);
    },
    startReplica: () => serve(FOLLOW, password, { PRIMARY: url('postgres') }),
    close: () => server.stop(),
  };
}
