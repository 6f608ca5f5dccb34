import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { freePort } from '../ports.ts';
import { startChild } from './child.ts';
import { ownFolder } from './folders.ts';
import { ENV, postgresTree } from './postgres.ts';
import type { S3 } from './s3.ts';

/** A machine as docker-compose.yml makes one, as far as backups go: its database server, and the files of its services. */
export interface Machine {
  /** The folder of everything here. */
  readonly folder: string;
  /** The path of a file in the folder as programs of the machine see it. */
  inside(file: string): string;
  /** The root of the files of all services. */
  readonly files: string;
  /** Where the superuser reaches a database. */
  url(database: string): string;
  /** Runs a script of deploy/backup to its end, or another line of a shell. */
  run(line: string, settings?: Environment): Promise<Ended>;
  /** Starts `npm run backup:verify` as the user who runs the database. */
  verify(options: readonly string[], settings?: Environment): Running;
  /** Stops it, and removes everything of it. */
  close(): Promise<void>;
}

export interface Ended {
  readonly code: number | null;
  /** On both outputs. */
  readonly printed: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  /** Waits until it has printed something. Returns the match. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Interrupts it as Ctrl-C does. */
  interrupt(): void;
}

export interface MachineOptions {
  readonly name: string;
  /** Has the repositories of pgBackRest and of restic. */
  readonly s3: S3;
  /** The superuser's URL of a server whose backups are, or will be, in the repository. */
  readonly primary: string;
  /** Whether the machine runs a copy of that server. Otherwise it has no database yet. */
  readonly copied: boolean;
}

type Environment = Readonly<Record<string, string>>;

/**
 * Docker Compose of a machine that has the programs of all services itself, and their files under $FILES. Those of the
 * database run as its own user, as they do in the container.
 */
const DOCKER = `#!/bin/bash
set -eu
by_owner() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
run() { # SERVICE PROGRAM ARGUMENTS
  local service=$1; shift
  if [[ $service == database ]]; then by_owner "$@"; else "\${@/#--directory=/--directory=$FILES}"; fi
}
command=$2; shift 2 # compose COMMAND
case $command in
  stop) if [[ " $* " == *" database "* && -e $PGDATA/postmaster.pid ]]; then by_owner pg_ctl --mode=fast stop > /dev/null; fi ;;
  up) by_owner pg_ctl --log="$PGHOST/log" --options="$SERVER_OPTIONS" --wait start > /dev/null ;;
  exec) shift; run "$@" ;; # -T SERVICE PROGRAM …
  run) program=$5; service=$6; shift 6; run "$service" "$program" "$@" ;; # --rm --no-deps -T --entrypoint PROGRAM SERVICE …
  *) echo "no docker compose $command here" >&2; exit 1 ;;
esac
`;

/** Holds a machine until it is interrupted, and then stops its database, however often that was started meanwhile. */
const HOLD = "trap 'pg_ctl --mode=fast stop; exit' INT; sleep infinity & wait";

/** Copies the server at $PRIMARY. */
const COPY = 'pg_basebackup --pgdata="$PGDATA" --dbname="$PRIMARY" --wal-method=stream --checkpoint=fast --no-sync';

/**
 * Becomes `npm run backup:verify` in the tree $1, as the user $2, in mounts of its own: the repository $3 and Node's folder $4 are
 * in the folder $5 there.
 */
const VERIFY = `set -eu
tree=$1 user=$2 at=$5
mount --bind "$3" "$tree$at/app"
mount --bind "$4" "$tree$at/node"
shift 5
exec chroot --userspec="$user" "$tree" sh -c 'cd "$0/app"; exec "$0/node/node" deploy/backup/verify.ts "$@"' "$at" "$@"`;

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

const HBA = 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n';

/** Makes a machine without files. */
export async function makeMachine({ name, s3, primary, copied }: MachineOptions): Promise<Machine> {
  const tree = await postgresTree();
  const folder = await ownFolder(join(tree, 'tmp'), `backup-${name}`);
  const inside = `/${relative(tree, folder)}`;
  const owner = await stat(join(tree, 'var/lib/postgresql'));
  await fill(folder, owner);
  const port = await freePort();
  const env = { ...(await environmentOf(inside, port)), ...repositoryOf(s3, tree) };

  const userspec = `--userspec=${owner.uid}:${owner.gid}`;
  const args = [userspec, tree, 'sh', '-c', HOLD];
  const holder = startChild({ name, command: 'chroot', args, env, signal: 'SIGINT', remove: folder });
  const inTree = (command: readonly string[], settings: Environment = {}) =>
    start('chroot', command, { ...env, ...settings }).ended;
  if (copied) {
    const { code, printed } = await inTree([userspec, tree, 'sh', '-c', COPY], { PRIMARY: primary });
    if (code !== 0) throw new Error(`The server was not copied: ${printed}`);
    await inTree([tree, 'docker', 'compose', 'up']);
  }
  return {
    folder,
    inside: (file) => `/${relative(tree, file)}`,
    files: join(folder, 'files'),
    url: (database) => Object.assign(new URL(primary), { port, pathname: `/${database}` }).href,
    run: (line, settings) => inTree([tree, 'bash', '-euc', `cd ${inside}; ${line}`], settings),
    verify(options, settings) {
      const at = [tree, `${owner.uid}:${owner.gid}`, REPOSITORY, dirname(process.execPath), inside];
      const args = ['--mount', 'sh', '-c', VERIFY, 'verify', ...at, '--scratch', `${inside}/scratch`, ...options];
      return start('unshare', args, { ...env, ...settings });
    },
    close: () => holder.stop(),
  };
}

/** How long a command may take, in milliseconds. */
const DEADLINE_MS = 100_000;

function start(command: string, args: readonly string[], env: Environment): Running {
  const { promise: ended, resolve } = Promise.withResolvers<Ended>();
  const options = { env, timeout: DEADLINE_MS, killSignal: 'SIGINT', maxBuffer: 2 ** 26 } as const;
  const child = execFile(command, args, options, (_, stdout, stderr) => {
    resolve({ code: child.exitCode, printed: stdout + stderr });
  });
  return {
    ended,
    async printed(pattern) {
      let text = '';
      for await (const chunk of child.stderr ?? []) {
        text += chunk;
        const match = pattern.exec(text);
        if (match) return match;
      }
      throw new Error(`It ended, and printed: ${(await ended).printed}`);
    },
    interrupt: () => child.kill('SIGINT'),
  };
}

/** Makes the folders of a machine, with the scripts and the stand-in of Docker. */
async function fill(folder: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  await cp('deploy', join(folder, 'deploy'), { recursive: true });
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/docker'), DOCKER);
  await chmod(join(folder, 'bin/docker'), 0o755);
  await writeFile(join(folder, 'pg_hba.conf'), HBA);
  for (const name of ['data', 'lock', 'spool', 'scratch', 'app', 'node']) {
    await mkdir(join(folder, name), { mode: 0o700 });
    await chown(join(folder, name), uid, gid);
  }
  await chown(folder, uid, gid);
  for (const name of ['directus/uploads', 'app/packages/twenty-server/.local-storage']) {
    await mkdir(join(folder, 'files', name), { recursive: true });
  }
}

/** What the database's container and the scripts have in their environment, but the repository. */
async function environmentOf(inside: string, port: number): Promise<Environment> {
  const { command } = parse(await readFile('docker-compose.yml', 'utf8')).services.database;
  const composed = command
    .slice(1)
    .map((option: string) => option.replace(/\$\{BACKUP_ARCHIVING\S*\}/, 'on').replace(/\$\{\w+:-(\w+)\}/, '$1'));
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: inside,
    hba_file: `${inside}/pg_hba.conf`,
    shared_preload_libraries: 'timescaledb',
    'timescaledb.telemetry_level': 'off',
    fsync: 'off',
    // Several machines run on one.
    shared_buffers: '128MB',
  };
  const options = [...composed, ...Object.entries(settings).map(([name, value]) => `--${name}=${value}`)];
  return {
    ...ENV,
    PATH: `${inside}/bin:${ENV.PATH}`,
    HOME: inside,
    PGDATA: `${inside}/data`,
    PGHOST: inside,
    PGPORT: String(port),
    SERVER_OPTIONS: options.map((option) => `'${option}'`).join(' '),
    FILES: `${inside}/files`,
    PGBACKREST_CONFIG: `${inside}/deploy/backup/pgbackrest.conf`,
    PGBACKREST_STANZA: 'chronos',
    PGBACKREST_PG1_PATH: `${inside}/data`,
    PGBACKREST_PG1_PORT: String(port),
    PGBACKREST_PG1_SOCKET_PATH: inside,
    PGBACKREST_LOCK_PATH: `${inside}/lock`,
    PGBACKREST_SPOOL_PATH: `${inside}/spool`,
  };
}

/** The repositories, as `.env` and /etc/chronos-graph-backup.env have them. */
const repositoryOf = (s3: S3, tree: string): Environment => ({
  PGBACKREST_REPO1_S3_ENDPOINT: s3.endpoint,
  PGBACKREST_REPO1_S3_REGION: 'auto',
  PGBACKREST_REPO1_S3_BUCKET: s3.bucket,
  PGBACKREST_REPO1_S3_KEY: s3.key,
  PGBACKREST_REPO1_S3_KEY_SECRET: s3.secret,
  PGBACKREST_REPO1_CIPHER_PASS: 'of the backups',
  PGBACKREST_REPO1_STORAGE_CA_FILE: `/${relative(tree, s3.certificateFile)}`,
  RESTIC_REPOSITORY: `s3:https://${s3.endpoint}/${s3.bucket}/files`,
  RESTIC_PASSWORD: 'of the files',
  RESTIC_CACERT: `/${relative(tree, s3.certificateFile)}`,
  AWS_ACCESS_KEY_ID: s3.key,
  AWS_SECRET_ACCESS_KEY: s3.secret,
});
