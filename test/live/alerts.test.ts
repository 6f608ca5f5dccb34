import { spawnSync } from 'node:child_process';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { backupMetrics } from '../../deploy/backup/verify/metrics.ts';
import { debianTree } from './debian.ts';
import { ownFolder } from './folders.ts';

/** base-files has the links that /lib is. */
const PROMETHEUS = { name: 'prometheus', packages: ['prometheus', 'base-files'], variant: 'extract' } as const;

const FINISHED = 'chronos_backup_finished_timestamp_seconds';
const LOOKED = 'chronos_backup_verification_timestamp_seconds';
const VERIFIED = 'chronos_backup_verified';

/** A series that has one value for three days from time 0. */
const always = (series: string, value: number) => ({ series, values: `${value}x${3 * 24 * 12}` });

/** Metrics from time 0, a time, and which alerts of backups there are then. */
const CASES: readonly [what: string, series: readonly object[], at: string, alerts: readonly string[]][] = [
  ['a backup of last night that is verified', [always(FINISHED, 0), always(LOOKED, 0), always(VERIFIED, 1)], '29h', []],
  [
    'none since the night before',
    [always(FINISHED, 0), always(LOOKED, 90_000), always(VERIFIED, 1)],
    '31h',
    ['BackupTooOld'],
  ],
  [
    'none verified since',
    [always(FINISHED, 90_000), always(LOOKED, 0), always(VERIFIED, 1)],
    '31h',
    ['BackupNotVerified'],
  ],
  ['one that is not well', [always(FINISHED, 0), always(LOOKED, 0), always(VERIFIED, 0)], '1h', ['BackupNotVerified']],
  ['none at all', [], '1h', ['BackupNotVerified']],
];

describe('deploy/prometheus', () => {
  let tree: string;
  let folder: string;
  beforeAll(async () => {
    tree = await debianTree(PROMETHEUS);
    folder = await ownFolder(join(tree, 'tmp'), 'alerts');
    await cp('deploy/prometheus', folder, { recursive: true });
  }, 10 * 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  function promtool(args: readonly string[], input = '') {
    const { status, stdout, stderr } = spawnSync('chroot', [tree, 'promtool', ...args], { encoding: 'utf8', input });
    return { status, printed: stdout + stderr };
  }
  /** The path of a file of the folder, as promtool sees it. */
  const inside = (file: string) => `/${relative(tree, join(folder, file))}`;

  test('promtool of Prometheus finds the configuration and its alerts valid', () => {
    expect(promtool(['check', 'config', inside('prometheus.yml')])).toEqual({
      status: 0,
      printed: expect.stringMatching(/SUCCESS: \d+ rules found/),
    });
  });

  test.each(CASES)('with %s', async (_, series, at, alerts) => {
    const active = alerts.map((alertname) => ({
      labels: `ALERTS{alertname="${alertname}", alertstate="firing", severity="page"}`,
      value: 1,
    }));
    const expr = 'ALERTS{alertname=~"Backup.*", alertstate="firing"}';
    const promql_expr_test = [{ expr, eval_time: at, exp_samples: active }];
    const tests = [{ interval: '5m', input_series: series, promql_expr_test }];
    await writeFile(
      join(folder, 'tests.yml'),
      stringify({ rule_files: ['alerts.yml'], evaluation_interval: '5m', tests }),
    );
    expect(promtool(['test', 'rules', inside('tests.yml')])).toEqual({
      status: 0,
      printed: expect.stringContaining('SUCCESS'),
    });
  });

  test('promtool finds the metrics of backups well formed', async () => {
    const verification = { ok: false, problems: [], verifiedAt: new Date(0).toISOString() };
    const metrics = await backupMetrics(verification).metrics();
    expect(metrics).toContain(`${VERIFIED} 0`);
    expect(promtool(['check', 'metrics'], metrics)).toEqual({ status: 0, printed: '' });
  });
});
