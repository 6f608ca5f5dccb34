import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { debianTree } from './debian.ts';
import { ownFolder } from './folders.ts';
import { ENV, type LivePostgres, postgresTree, startPostgres } from './postgres.ts';

/** A machine as docker-compose.yml makes one, as far as backups go: its database server, and the files of its services. */
export interface Machine {
  readonly database: LivePostgres;
  /** The root of the files of all services. */
  readonly files: string;
  /** Connects to a database as one of the roles that deploy/database/roles.sh made. */
  urlAs(role: string, name: string): string;
}

/** Where backups are made from, and go to. */
export interface BackupPlace {
  /** Runs a script of deploy/backup on a machine to its end. */
  run(script: string, machine: Machine, settings?: Readonly<Record<string, string>>): Ended;
  /** The folder that restic keeps them in. */
  readonly repository: string;
  /** Makes a machine without a row. */
  machine(name: string): Promise<Machine>;
  /** Stops all machines, and removes everything. */
  close(): Promise<void>;
}

export interface Ended {
  readonly code: number | null;
  /** On both outputs. */
  readonly printed: string;
}

const TREE = { name: 'backup', packages: ['postgresql-client-17', 'restic'], variant: 'essential' } as const;

/** Docker Compose of a machine that has the programs of all services itself, and their files under $FILES. */
const DOCKER = `#!/bin/bash
set -eu
case "$2" in
  stop) exit ;;
  exec) shift 4 ;; # compose exec -T SERVICE
  run) program=$7; shift 8; set -- "$program" "$@" ;; # compose run --rm --no-deps -T --entrypoint PROGRAM SERVICE
  *) echo "no docker compose $2 here" >&2; exit 1 ;;
esac
exec "\${@/#--directory=/--directory=$FILES}"
`;

const PASSWORD = 'a-password-of-a-role';

/** Makes an empty repository, of Debian's restic. The first time on a machine its packages are downloaded. */
export async function openBackupPlace(compose: string): Promise<BackupPlace> {
  const tree = await debianTree(TREE);
  const folder = await ownFolder(join(tree, 'tmp'), 'backup');
  const inside = `/${relative(tree, folder)}`;
  await cp('deploy', join(folder, 'deploy'), { recursive: true });
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/docker'), DOCKER);
  await chmod(join(folder, 'bin/docker'), 0o755);

  const restic = { RESTIC_REPOSITORY: `${inside}/repository`, RESTIC_PASSWORD: 'of the backups', HOME: inside };
  const inTree = (command: readonly string[], env: Readonly<Record<string, string>>): Ended => {
    const { status, stdout, stderr } = spawnSync('chroot', [tree, ...command], { encoding: 'utf8', env });
    return { code: status, printed: stdout + stderr };
  };
  const { code, printed } = inTree(['restic', 'init'], { ...ENV, ...restic });
  if (code !== 0) throw new Error(`restic made no repository: ${printed}`);

  const databases: LivePostgres[] = [];
  return {
    repository: join(folder, 'repository'),
    run(script, { database, files }, settings = {}) {
      const { hostname, port, password } = new URL(database.url('postgres'));
      return inTree(script.startsWith('deploy/') ? [`${inside}/${script}`] : ['bash', '-euc', script], {
        ...ENV,
        ...restic,
        PATH: `${inside}/bin:${ENV.PATH}`,
        ...{ PGHOST: hostname, PGPORT: port, PGPASSWORD: password, FILES: `/${relative(tree, files)}` },
        ...settings,
      });
    },
    async machine(name) {
      const database = await startPostgres();
      databases.push(database);
      await database.createDatabase('chronos');
      await makeRoles(database, Object.keys(parse(compose).services.database.environment));
      const files = join(folder, name);
      for (const at of ['directus/uploads', 'app/packages/twenty-server/.local-storage']) {
        await mkdir(join(files, at), { recursive: true });
      }
      const urlAs = (role: string, of: string) =>
        Object.assign(new URL(database.url(of)), { username: role, password: PASSWORD }).href;
      return { database, files, urlAs };
    },
    async close() {
      await Promise.all(databases.map((database) => database.close()));
      await rm(folder, { recursive: true });
    },
  };
}

/** Has a new server what docker-compose.yml has PostgreSQL's image run on it. */
async function makeRoles(database: LivePostgres, settings: readonly string[]): Promise<void> {
  const { hostname, port, password } = new URL(database.url('postgres'));
  const passwords = settings.filter((name) => name.endsWith('_DB_PASSWORD')).map((name) => [name, PASSWORD]);
  const script = await readFile('deploy/database/roles.sh', 'utf8');
  const { status, stderr } = spawnSync('chroot', [await postgresTree(), 'bash', '-c', script], {
    encoding: 'utf8',
    env: {
      ...ENV,
      ...Object.fromEntries(passwords),
      ...{ POSTGRES_USER: 'postgres', POSTGRES_DB: 'chronos', PGHOST: hostname, PGPORT: port, PGPASSWORD: password },
    },
  });
  if (status !== 0) throw new Error(`deploy/database/roles.sh failed: ${stderr}`);
}
