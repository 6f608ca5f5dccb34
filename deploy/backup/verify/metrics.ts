import { rename, writeFile } from 'node:fs/promises';
import { Gauge, Registry } from 'prom-client';
import type { Verification } from './verification.ts';

/**
 * Writes the metrics of a verification to a file for the textfile collector of Prometheus's node_exporter. The file is
 * replaced in one step, so that no half of it is read.
 * @param path of a file in the collector's directory, with the ending .prom
 */
export async function writeMetrics(path: string, verification: Verification): Promise<void> {
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, await backupMetrics(verification).metrics());
  await rename(partial, path);
}

/** Makes the metrics of a verification. Those of steps that were not reached have no sample. */
export function backupMetrics({ ok, verifiedAt, backup, recoverable, restore }: Verification): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, value: number | undefined) => {
    const added = new Gauge({ name: `chronos_backup_${name}`, help, registers: [registry] });
    if (value === undefined) added.remove();
    else added.set(value);
  };
  gauge('verified', '1 if the last backup was restored, and the doctor and a view found it well.', ok ? 1 : 0);
  gauge('verification_timestamp_seconds', 'When a backup was last verified, well or not.', epoch(verifiedAt));
  gauge('finished_timestamp_seconds', 'When the last backup had finished.', epoch(backup?.finishedAt));
  gauge('duration_seconds', 'How long the last backup took.', backup?.seconds);
  gauge('database_bytes', 'The size of the files in the last backup.', backup?.databaseBytes);
  gauge('repository_bytes', 'The size of all backups in the repository, without the log.', backup?.repositoryBytes);
  gauge('recoverable_from_timestamp_seconds', 'The first moment that can be restored.', epoch(recoverable?.from));
  gauge('recoverable_to_timestamp_seconds', 'The last moment that can be restored.', epoch(recoverable?.to));
  gauge(
    'restore_duration_seconds',
    'How long it took to restore the last backup, and to replay the log after it.',
    restore && restore.seconds + restore.recoverySeconds,
  );
  return registry;
}

const epoch = (iso: string | undefined) => (iso === undefined ? undefined : Date.parse(iso) / 1_000);
