import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

/** The environment of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A backup of the whole database server. Times are in milliseconds since 1970, sizes in bytes. */
export interface Backup {
  readonly label: string;
  readonly type: 'full' | 'diff' | 'incr';
  readonly startedAt: number;
  readonly finishedAt: number;
  /** The size of the server's files. */
  readonly databaseBytes: number;
  /** The size of this backup in the repository, compressed and encrypted, without the backups that it builds on. */
  readonly storedBytes: number;
}

/** The repository's backups of one server. */
export interface Repository {
  /** PostgreSQL's major version: "17". */
  readonly version: string;
  /** At least one, the oldest first. */
  readonly backups: readonly [Backup, ...Backup[]];
}

/** The most that pgBackRest may print: some 100,000 backups. */
const MOST_BYTES = 64 * 1024 ** 2;

const Info = z.array(
  z.object({
    repo: z.array(z.object({ status: z.object({ message: z.string() }) })),
    db: z.array(z.object({ version: z.string() })),
    backup: z.array(
      z.object({
        label: z.string(),
        type: z.enum(['full', 'diff', 'incr']),
        error: z.boolean().nullish(),
        timestamp: z.object({ start: z.number(), stop: z.number() }),
        info: z.object({ size: z.number(), repository: z.object({ delta: z.number() }) }),
      }),
    ),
  }),
);

/** How to run pgBackRest. Its settings are in the environment, or in the file that the environment names. */
export interface RunOptions {
  readonly env: Environment;
  readonly signal: AbortSignal;
}

/**
 * Runs pgBackRest to its end. Returns what it printed.
 * @param args its options, and last its command
 * @throws an error that has its own messages
 */
export async function pgBackRest(args: readonly string[], options: RunOptions): Promise<string> {
  const quiet = ['--log-level-console=off', '--log-level-stderr=warn', '--log-level-file=off'];
  try {
    const { stdout } = await promisify(execFile)('pgbackrest', [...quiet, ...args], {
      ...options,
      maxBuffer: MOST_BYTES,
    });
    return stdout;
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new Error(`pgbackrest ${args.at(-1)} failed: ${said || String(error)}`);
  }
}

/**
 * Reads which backups the repository has.
 * @throws an error if it cannot be read, or has none
 */
export async function readRepository(options: RunOptions): Promise<Repository> {
  const info = await pgBackRest(['--output=json', 'info'], options);
  // The messages of errors have line ends in them, which JSON does not allow.
  return repositoryOf(JSON.parse(info.replaceAll(/\p{Cc}+/gu, ' ')));
}

/**
 * Reads the answer of `pgbackrest info --output=json`. Backups with files that were damaged when they were made do not count.
 * @throws an error if there is no backup
 */
export function repositoryOf(info: unknown): Repository {
  const [stanza] = Info.parse(info);
  const [oldest, ...newer] = (stanza?.backup ?? [])
    .filter(({ error }) => error !== true)
    .map(({ label, type, timestamp, info }) => ({
      label,
      type,
      startedAt: timestamp.start * 1_000,
      finishedAt: timestamp.stop * 1_000,
      databaseBytes: info.size,
      storedBytes: info.repository.delta,
    }));
  const version = stanza?.db.at(-1)?.version;
  if (!oldest || version === undefined) {
    const reasons = stanza?.repo.map(({ status }) => status.message) ?? [];
    throw new Error(`The repository has no backup that can be read: ${reasons.join(', ') || 'it has no stanza'}.`);
  }
  return { version, backups: [oldest, ...newer] };
}
