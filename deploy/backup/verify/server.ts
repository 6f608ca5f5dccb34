import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { messageOf } from '../../../subgraphs/common/message-of.ts';
import type { Environment } from './repository.ts';

/** What to start a server of. */
export interface ServerOptions {
  /** Has the server's files in `data`, an empty postgresql.conf, pg_hba.conf and pg_ident.conf. */
  readonly folder: string;
  /** PostgreSQL's major version. */
  readonly version: string;
  readonly preload: string;
  readonly env: Environment;
  /** Stops the server. */
  readonly signal: AbortSignal;
}

/** A server on a free port of 127.0.0.1, and on a socket in its folder. It archives nothing, and runs no job of TimescaleDB. */
export interface ScratchServer {
  /** The commit of the last transaction that was replayed, in ms since 1970. Undefined if none came after the backup. */
  readonly recoveredTo: number | undefined;
  /** A command to look into a database of it. */
  psql(database: string): string;
  /** Connects to a database as the superuser. */
  connect(database: string): Sql;
  /** Sets a password for a role. Returns the URL at which the role reaches a database. */
  urlAs(role: string, database: string): Promise<string>;
  stop(): Promise<void>;
}

/** How often the server is asked whether it has recovered, in milliseconds. */
const POLL_MS = 100;

/** How much of the server's log an error has, in characters. */
const LOG_LENGTH = 2_000;

/**
 * Starts a server over restored files, and waits until it has replayed the archived log, however long that takes.
 * @throws an error with the end of the server's log if it stops before
 */
export async function startServer({ folder, version, preload, env, signal }: ServerOptions): Promise<ScratchServer> {
  const port = await freePort();
  const log = await open(join(folder, 'log'), 'w');
  const args = ['-D', join(folder, 'data'), ...settingsOf(folder, port, preload)];
  const child = spawn(programOf(version), args, { env, stdio: ['ignore', log.fd, log.fd] });
  const ended = endOf(child, log);
  // A fast shutdown: connections are closed.
  const interrupt = () => child.kill('SIGINT');
  signal.addEventListener('abort', interrupt);
  const connect = (database: string) =>
    postgres({
      path: join(folder, `.s.PGSQL.${port}`),
      database,
      username: 'postgres',
      max: 1,
      onnotice: () => {},
    });

  const recovered = await untilRecovered(connect, ended);
  if ('failure' in recovered) {
    const text = await readFile(join(folder, 'log'), 'utf8');
    throw new Error(`PostgreSQL did not start: ${recovered.failure}\n${text.slice(-LOG_LENGTH).trim()}`);
  }
  return {
    recoveredTo: recovered.to,
    connect,
    psql: (database) => `psql --host=${folder} --port=${port} --username=postgres ${database}`,
    async urlAs(role, database) {
      const password = randomBytes(16).toString('hex');
      const sql = connect('postgres');
      await sql.unsafe(`ALTER ROLE ${quoted(role)} LOGIN PASSWORD '${password}'`).finally(() => sql.end());
      return `postgres://${encodeURIComponent(role)}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    },
    async stop() {
      interrupt();
      await ended;
    },
  };
}

/** The settings of the command line have precedence over all others that were restored. */
function settingsOf(folder: string, port: number, preload: string): string[] {
  const settings = {
    config_file: join(folder, 'postgresql.conf'),
    hba_file: join(folder, 'pg_hba.conf'),
    ident_file: join(folder, 'pg_ident.conf'),
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    external_pid_file: '',
    ssl: 'off',
    // Neither to the repository nor to a standby: nothing leaves it, and no commit waits for another server.
    archive_mode: 'off',
    primary_conninfo: '',
    synchronous_standby_names: '',
    // It is asked when it has recovered. Without this it refuses to start with fewer connections than the real one.
    hot_standby: 'off',
    max_connections: '20',
    shared_preload_libraries: preload,
    'timescaledb.max_background_workers': '0',
    'timescaledb.telemetry_level': 'off',
    // Nothing of it has to survive a crash.
    fsync: 'off',
    shared_buffers: '128MB',
    huge_pages: 'off',
    // Containers have little or no /dev/shm.
    dynamic_shared_memory_type: 'mmap',
    logging_collector: 'off',
    log_destination: 'stderr',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

type Recovered = { readonly to: number | undefined } | { readonly failure: string };

/** Asks again and again, since a server that replays a log accepts no connections. */
async function untilRecovered(connect: (database: string) => Sql, ended: Promise<string>): Promise<Recovered> {
  for (;;) {
    const recovered = await readRecovered(connect).catch(() => undefined);
    if (recovered) return recovered;
    const failure = await Promise.race([ended, sleep(POLL_MS)]);
    if (failure !== undefined) return { failure };
  }
}

async function readRecovered(connect: (database: string) => Sql): Promise<Recovered | undefined> {
  const sql = connect('postgres');
  try {
    const [row] = await sql<{ recovering: boolean; to: Date | null }[]>`
      SELECT pg_is_in_recovery() AS recovering, pg_last_xact_replay_timestamp() AS to`;
    return row?.recovering === false ? { to: row.to?.getTime() } : undefined;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Resolves with how a process ended, when it has. */
async function endOf(child: ChildProcess, log: FileHandle): Promise<string> {
  try {
    const [code, signal] = await once(child, 'close');
    return `it ended with ${signal ?? `code ${code}`}`;
  } catch (error) {
    return messageOf(error);
  } finally {
    await log.close();
  }
}

/** Debian has the programs of each version in a folder that no PATH has. */
function programOf(version: string): string {
  const debian = `/usr/lib/postgresql/${version}/bin/postgres`;
  return existsSync(debian) ? debian : 'postgres';
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port of 127.0.0.1 is free.');
  return address.port;
}

const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;
