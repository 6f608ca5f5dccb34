import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Environment, pgBackRest } from './repository.ts';
import { type ScratchServer, startServer } from './server.ts';

/** What to restore, and where. */
export interface ScratchOptions {
  /** The folder to make the scratch directory in. It needs room for the whole server. */
  readonly parent: string;
  /** PostgreSQL's major version. */
  readonly version: string;
  /** The moment to go back to, as PostgreSQL reads it. By default the last that was archived. */
  readonly target?: string | undefined;
  /** The libraries that PostgreSQL loads at its start, as in the server's own settings. */
  readonly preload: string;
  readonly env: Environment;
  /** Interrupts the restore, and stops the server. */
  readonly signal: AbortSignal;
}

/** A restored server that runs. */
export interface Scratch {
  readonly server: ScratchServer;
  readonly restoreSeconds: number;
  /** From the server's start, with the replay of the archived log, until it accepted writes. */
  readonly recoverySeconds: number;
  /** Stops the server, and removes its directory. */
  close(): Promise<void>;
}

/**
 * Restores a backup into a new directory, and starts a server there. Neither the server that the backup is of nor the
 * repository is changed.
 * @throws an error if it cannot be restored or does not start; then nothing is left
 */
export async function restoreIntoScratch(options: ScratchOptions): Promise<Scratch> {
  const folder = await mkdtemp(join(options.parent, 'chronos-backup-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const env = environmentOf(folder, options.env);
    const begun = performance.now();
    await restore(folder, { ...options, env });
    const restored = performance.now();
    const server = await startServer({ ...options, folder, env });
    const seconds = (from: number, to: number) => (to - from) / 1_000;
    return {
      server,
      restoreSeconds: seconds(begun, restored),
      recoverySeconds: seconds(restored, performance.now()),
      close: () => server.stop().finally(remove),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/**
 * Points pgBackRest at the directory: both the restore and, as the server's restore_command, each fetch of archived log. Locks
 * and the spool are its own, so that it neither waits for the archiving of the real server nor disturbs it.
 */
function environmentOf(folder: string, env: Environment): Environment {
  return {
    ...env,
    PGBACKREST_PG1_PATH: join(folder, 'data'),
    PGBACKREST_LOCK_PATH: join(folder, 'lock'),
    PGBACKREST_SPOOL_PATH: join(folder, 'spool'),
    PGBACKREST_LOG_LEVEL_FILE: 'off',
  };
}

async function restore(folder: string, { target, env, signal }: ScratchOptions): Promise<void> {
  await chmod(folder, 0o700);
  await Promise.all(['data', 'lock', 'spool', 'tablespaces'].map((name) => mkdir(join(folder, name), { mode: 0o700 })));
  await Promise.all([
    writeFile(join(folder, 'postgresql.conf'), ''),
    writeFile(join(folder, 'pg_ident.conf'), ''),
    // Nobody else can enter the directory that the socket is in.
    writeFile(join(folder, 'pg_hba.conf'), 'local all all trust\nhost all all 127.0.0.1/32 scram-sha-256\n'),
  ]);
  const until = target === undefined ? [] : ['--type=time', `--target=${target}`, '--target-action=promote'];
  const elsewhere = [`--tablespace-map-all=${join(folder, 'tablespaces')}`, '--archive-mode=off'];
  await pgBackRest([...elsewhere, ...until, 'restore'], { env, signal });
}
