import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { writeMetrics } from './metrics.ts';
import { reportText } from './report.ts';
import { repositoryOf } from './repository.ts';
import type { Verification } from './verification.ts';

const WELL: Verification = {
  ok: true,
  problems: [],
  verifiedAt: '2026-11-29T05:00:00.000Z',
  backup: {
    label: '20261122-023000F_20261129-023000D',
    type: 'diff',
    startedAt: '2026-11-29T02:30:00.000Z',
    finishedAt: '2026-11-29T02:34:00.000Z',
    seconds: 240,
    ageSeconds: 8_760,
    databaseBytes: 5_432_100_000,
    storedBytes: 98_700_000,
    repositoryBytes: 6_200_000_000,
    backups: 35,
  },
  restore: { seconds: 312.4, recoverySeconds: 6.25, lastTransactionAt: '2026-11-29T04:59:12.000Z' },
  recoverable: { from: '2026-10-25T02:41:00.000Z', to: '2026-11-29T04:59:12.000Z' },
  databases: [
    { name: 'chronos', bytes: 5_210_000_000 },
    { name: 'twenty', bytes: 210_000_000 },
  ],
  doctor: { ok: true, findings: [{ check: 'Settings', subject: 'Settings', status: 'ok', detail: 'All are valid.' }] },
  view: { indicator: 'UNEMPLOYMENT_RATE', level: 'COUNTY', regions: 3_211, seconds: 0.065 },
};

const EMPTY: Verification = {
  ok: false,
  problems: ['The repository has no backup that can be read: missing stanza path.'],
  verifiedAt: '2026-11-29T05:00:00.000Z',
};

test('a verification as text has the age, size, duration, and the moments that can be restored', () => {
  expect(reportText(WELL)).toBe(
    [
      'Backup          20261122-023000F_20261129-023000D (diff)',
      'Age             2.4 hours: finished 2026-11-29T02:34:00.000Z, after 4.0 min',
      'Size            5.43 GB; stored 98.7 MB',
      'Repository      35 backups, 6.2 GB without the log',
      'Restored        in 5.2 min; log replayed in 6.3 s; last transaction 2026-11-29T04:59:12.000Z',
      'Can go back to  each moment from 2026-10-25T02:41:00.000Z to 2026-11-29T04:59:12.000Z',
      'Databases       chronos 5.21 GB, twenty 210 MB',
      'View            map of UNEMPLOYMENT_RATE, 3211 regions of level COUNTY, in 65 ms',
      'Doctor          No check failed: 0 failed, 0 warnings, 0 skipped, 1 ok.',
      'Verified.',
    ].join('\n'),
  );
  expect(reportText(EMPTY)).toBe(`NOT VERIFIED:\n- ${EMPTY.problems[0]}`);
});

test('metrics of a verification replace those of the last one in one step', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chronos-metrics-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'chronos_backup.prom');
  await writeMetrics(file, WELL);
  expect(await samplesIn(file)).toEqual([
    'chronos_backup_verified 1',
    'chronos_backup_verification_timestamp_seconds 1795928400',
    'chronos_backup_finished_timestamp_seconds 1795919640',
    'chronos_backup_duration_seconds 240',
    'chronos_backup_database_bytes 5432100000',
    'chronos_backup_repository_bytes 6200000000',
    'chronos_backup_recoverable_from_timestamp_seconds 1792896060',
    'chronos_backup_recoverable_to_timestamp_seconds 1795928352',
    'chronos_backup_restore_duration_seconds 318.65',
  ]);
  await writeMetrics(file, EMPTY);
  expect(await samplesIn(file)).toEqual([
    'chronos_backup_verified 0',
    'chronos_backup_verification_timestamp_seconds 1795928400',
  ]);
  expect(await readdir(folder)).toEqual(['chronos_backup.prom']);
});

async function samplesIn(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

test('of the backups of a repository, those with damaged files do not count', () => {
  const backup = (label: string, error: boolean | null) => ({
    label,
    type: 'full',
    error,
    timestamp: { start: 1, stop: 2 },
    info: { size: 3, repository: { delta: 4 } },
  });
  const stanza = { repo: [{ status: { message: 'ok' } }], db: [{ version: '17' }] };
  const [one, two, three] = [backup('one', false), backup('two', null), backup('three', true)];
  expect(repositoryOf([{ ...stanza, backup: [one, two, three] }])).toEqual({
    version: '17',
    backups: ['one', 'two'].map((label) => ({
      ...{ label, type: 'full', startedAt: 1_000, finishedAt: 2_000, databaseBytes: 3, storedBytes: 4 },
    })),
  });
  expect(() => repositoryOf([{ ...stanza, backup: [three] }])).toThrow('no backup that can be read: ok.');
  expect(() => repositoryOf([])).toThrow('no backup that can be read: it has no stanza.');
});
