import { report as reportDoctor } from '../../../doctor/report.ts';
import type { Verification } from './verification.ts';

/** Writes a verification for a person. */
export function reportText(verification: Verification): string {
  const { ok, problems, backup, recoverable, restore, databases = [], doctor, view } = verification;
  const rows: (readonly [name: string, text: string])[] = [];
  if (backup) {
    rows.push(
      ['Backup', `${backup.label} (${backup.type})`],
      ['Age', `${duration(backup.ageSeconds)}: finished ${backup.finishedAt}, after ${duration(backup.seconds)}`],
      ['Size', `${bytes(backup.databaseBytes)}; stored ${bytes(backup.storedBytes)}`],
      ['Repository', `${backup.backups} backups, ${bytes(backup.repositoryBytes)} without the log`],
    );
  }
  if (restore) {
    const recovery = `log replayed in ${duration(restore.recoverySeconds)}`;
    const last = `last transaction ${restore.lastTransactionAt ?? 'in the backup itself'}`;
    rows.push(['Restored', `in ${duration(restore.seconds)}; ${recovery}; ${last}`]);
  }
  if (recoverable) rows.push(['Can go back to', `each moment from ${recoverable.from} to ${recoverable.to}`]);
  if (databases.length > 0) {
    rows.push(['Databases', databases.map(({ name, bytes: size }) => `${name} ${bytes(size)}`).join(', ')]);
  }
  if (view) {
    const map = `map of ${view.indicator}, ${view.regions} regions of level ${view.level}`;
    rows.push(['View', `${map}, in ${duration(view.seconds)}`]);
  }
  if (doctor) rows.push(['Doctor', reportDoctor(doctor).split('\n').at(-1) ?? '']);
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, text]) => `${name.padEnd(width)}  ${text}`),
    ok ? 'Verified.' : 'NOT VERIFIED:',
    ...problems.map((problem) => `- ${problem}`),
  ].join('\n');
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Formats a size with three digits: 25.8 MB. */
function bytes(size: number): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return `${Number((size / 1_000 ** power).toPrecision(3))} ${UNITS[power]}`;
}

/** Formats a duration by its largest unit: 2.1 days, 3.4 hours, 5.2 min, 7.5 s, 45 ms. */
function duration(seconds: number): string {
  if (seconds >= 2 * 86_400) return `${(seconds / 86_400).toFixed(1)} days`;
  if (seconds >= 2 * 3_600) return `${(seconds / 3_600).toFixed(1)} hours`;
  if (seconds >= 2 * 60) return `${(seconds / 60).toFixed(1)} min`;
  return seconds >= 1 ? `${seconds.toFixed(1)} s` : `${Math.round(seconds * 1_000)} ms`;
}
