import { type Examination, examine } from '../../../doctor/examine.ts';
import { messageOf } from '../../../subgraphs/common/message-of.ts';
import { type DatabaseSize, examineContents } from './contents.ts';
import { type Backup, type Environment, type Repository, readRepository } from './repository.ts';
import { restoreIntoScratch } from './scratch.ts';
import type { ScratchServer } from './server.ts';
import { answerView, type ViewAnswer } from './view.ts';

export interface VerifyOptions {
  /** The database of the analytics. */
  readonly database: string;
  /** The gateway's role there. */
  readonly role: string;
  /** The folder to make the scratch directory in. */
  readonly scratch: string;
  /** The moment to go back to, as PostgreSQL reads it. By default the last that was archived. */
  readonly target?: string | undefined;
  /** How old the last backup may be, in hours. */
  readonly maxAgeHours: number;
  /** The libraries that PostgreSQL loads at its start. */
  readonly preload: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Runs at the end, while the restored server is still there. */
  readonly whileRunning?: (server: ScratchServer, verification: Verification) => Promise<void>;
}

/** What is known of the last backup. A step that was not reached, since one before failed, has no entry. */
export interface Verification {
  /** Whether there are no problems. */
  readonly ok: boolean;
  readonly problems: readonly string[];
  /** When this was verified, in ISO 8601, as all times here. */
  readonly verifiedAt: string;
  readonly backup?: DescribedBackup;
  readonly restore?: DescribedRestore;
  /** Each moment between these can be restored. Absent if a moment was restored, and not the last. */
  readonly recoverable?: { readonly from: string; readonly to: string };
  readonly databases?: readonly DatabaseSize[];
  readonly doctor?: Examination;
  readonly view?: ViewAnswer;
}

/** The last backup. Sizes are in bytes. */
export interface DescribedBackup extends Pick<Backup, 'label' | 'type' | 'databaseBytes' | 'storedBytes'> {
  readonly startedAt: string;
  readonly finishedAt: string;
  /** How long it took. */
  readonly seconds: number;
  readonly ageSeconds: number;
  /** All backups of the repository together. */
  readonly repositoryBytes: number;
  readonly backups: number;
}

export interface DescribedRestore {
  /** How long it took to restore the files. */
  readonly seconds: number;
  /** From the server's start, with the replay of the archived log, until it accepted writes. */
  readonly recoverySeconds: number;
  /** The commit of the last transaction that was replayed; null if none came after the backup. */
  readonly lastTransactionAt: string | null;
}

type Found = { -readonly [Key in keyof Omit<Verification, 'ok' | 'verifiedAt' | 'problems'>]: Verification[Key] };

/**
 * Restores the last backup into a scratch directory, starts it, and has the doctor and a view look at it. Rejects for nothing:
 * each failure is a problem.
 */
export async function verifyBackup(options: VerifyOptions): Promise<Verification> {
  const verifiedAt = Date.now();
  const found: Found = {};
  const problems: string[] = [];
  const conclude = (): Verification => ({
    ok: problems.length === 0,
    problems,
    verifiedAt: iso(verifiedAt),
    ...found,
  });
  try {
    const repository = await readRepository(options);
    const last = lastOf(repository);
    found.backup = describe(last, repository, verifiedAt);
    problems.push(...ageProblems(found.backup, options.maxAgeHours));

    const scratch = await restoreIntoScratch({ ...options, parent: options.scratch, version: repository.version });
    try {
      const { server, restoreSeconds, recoverySeconds } = scratch;
      const { recoveredTo } = server;
      const lastTransactionAt = recoveredTo === undefined ? null : iso(recoveredTo);
      found.restore = { seconds: restoreSeconds, recoverySeconds, lastTransactionAt };
      if (options.target === undefined) {
        const to = Math.max(recoveredTo ?? 0, last.finishedAt);
        found.recoverable = { from: iso(repository.backups[0].finishedAt), to: iso(to) };
      }
      problems.push(...(await examineServer(server, options, found)));
      await options.whileRunning?.(server, conclude());
    } finally {
      await scratch.close();
    }
  } catch (error) {
    problems.push(messageOf(error));
  }
  return conclude();
}

/** Looks at what is in a restored server. Returns the problems. */
async function examineServer(server: ScratchServer, options: VerifyOptions, found: Found): Promise<string[]> {
  const { databases, empty } = await examineContents(server);
  found.databases = databases;
  const problems = empty.map((table) => `${table} has no row: the backup is of a server that nobody had used.`);

  const databaseUrl = await server.urlAs(options.role, options.database);
  // Directus and Twenty are not restored to answer: the sandbox's stand-ins are named, and not started.
  const { CHRONOS_CONFIG } = options.env;
  found.doctor = await examine({ CHRONOS_CONFIG, DATABASE_URL: databaseUrl, CHRONOS_SANDBOX: 'true' });
  for (const { status, subject, detail } of found.doctor.findings) {
    if (status === 'failed') problems.push(`The doctor: ${subject}: ${detail}`);
  }
  try {
    found.view = await answerView(databaseUrl);
  } catch (error) {
    problems.push(`The view: ${messageOf(error)}`);
  }
  return problems;
}

const lastOf = ({ backups }: Repository): Backup => backups.at(-1) ?? backups[0];

function describe(last: Backup, { backups }: Repository, now: number): DescribedBackup {
  const { label, type, startedAt, finishedAt, databaseBytes, storedBytes } = last;
  return {
    label,
    type,
    startedAt: iso(startedAt),
    finishedAt: iso(finishedAt),
    seconds: (finishedAt - startedAt) / 1_000,
    ageSeconds: (now - finishedAt) / 1_000,
    databaseBytes,
    storedBytes,
    repositoryBytes: backups.reduce((sum, backup) => sum + backup.storedBytes, 0),
    backups: backups.length,
  };
}

function ageProblems({ label, ageSeconds }: DescribedBackup, maxAgeHours: number): string[] {
  const hours = ageSeconds / 3_600;
  if (hours <= maxAgeHours) return [];
  return [`The last backup, ${label}, is ${hours.toFixed(1)} hours old: more than ${maxAgeHours}.`];
}

const iso = (ms: number) => new Date(ms).toISOString();
