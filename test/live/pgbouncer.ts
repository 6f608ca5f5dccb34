import { chown, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import postgres from 'postgres';
import { freePort } from '../ports.ts';
import { startChild, untilReady } from './child.ts';
import { debianTree } from './debian.ts';
import { ownFolder } from './folders.ts';
import { step } from './progress.ts';

/** A running PgBouncer. */
export interface LivePgBouncer {
  /** Returns the URL that reaches a database through the pooler. */
  through(databaseUrl: string): string;
  close(): Promise<void>;
}

export interface PgBouncerOptions {
  /** URLs of roles of one server. Each role has a pool of its own, in the mode `transaction`. */
  readonly databaseUrls: readonly string[];
  /** Connections to the server for each role. */
  readonly poolSize: number;
}

const READY_DEADLINE_MS = 30_000;

const TREE = { name: 'pgbouncer', packages: ['pgbouncer'], variant: 'essential' } as const;

/** Settings that clients send when they connect, and that a shared connection cannot take: their roles have them. */
const IGNORED = [
  'extra_float_digits',
  'statement_timeout',
  'plan_cache_mode',
  'jit',
  'max_parallel_workers_per_gather',
  'default_transaction_read_only',
];

/** Starts PgBouncer of Debian trixie on a free port of 127.0.0.1. */
export async function startPgBouncer({ databaseUrls, poolSize }: PgBouncerOptions): Promise<LivePgBouncer> {
  const tree = await debianTree(TREE);
  const folder = await ownFolder(join(tree, 'tmp'), 'pgbouncer');
  const { uid, gid } = await stat(join(tree, 'var/lib/postgresql'));
  const urls = databaseUrls.map((url) => new URL(url));
  const port = await freePort();
  const inside = `/${relative(tree, folder)}`;
  const settings = [
    '[databases]',
    `* = host=127.0.0.1 port=${urls[0]?.port}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = scram-sha-256',
    `auth_file = ${inside}/users.txt`,
    'pool_mode = transaction',
    'max_prepared_statements = 500',
    `default_pool_size = ${poolSize}`,
    `ignore_startup_parameters = ${IGNORED.join(',')}`,
  ];
  const users = urls.map(({ username, password }) => `"${username}" "${password}"`);
  for (const [name, lines] of [
    ['pgbouncer.ini', settings],
    ['users.txt', users],
  ] as const) {
    await writeFile(join(folder, name), `${lines.join('\n')}\n`, { mode: 0o600 });
    await chown(join(folder, name), uid, gid);
  }
  await chown(folder, uid, gid);
  const child = startChild({
    name: 'PgBouncer',
    command: 'chroot',
    args: [`--userspec=${uid}:${gid}`, tree, '/usr/sbin/pgbouncer', `${inside}/pgbouncer.ini`],
    env: { LC_ALL: 'C.UTF-8', PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    remove: folder,
  });
  const through = (databaseUrl: string) => Object.assign(new URL(databaseUrl), { port: String(port) }).href;
  const isReady = async () => {
    const sql = postgres(through(String(urls[0])), { max: 1, fetch_types: false });
    await sql`SELECT 1`.finally(() => sql.end());
    return true;
  };
  await step('starting PgBouncer', () => untilReady(child, isReady, READY_DEADLINE_MS));
  return { through, close: () => child.stop() };
}
