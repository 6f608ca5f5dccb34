import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { backupMetrics } from '../deploy/backup/verify/metrics.ts';
import { addGauges } from '../gateway/observe/gauges.ts';
import { createMetrics } from '../gateway/observe/metrics.ts';
import { idleGauges } from './idle-gauges.ts';

const Alerts = z.strictObject({
  groups: z.array(
    z.strictObject({
      name: z.string(),
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string(),
          labels: z.strictObject({ severity: z.enum(['page', 'warn']) }),
          annotations: z.strictObject({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});

const Dashboard = z.object({
  uid: z.literal('chronos-graph'),
  panels: z.array(
    z.object({
      title: z.string(),
      description: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string() })).min(1),
    }),
  ),
});

const read = (file: string) => readFile(new URL(`../deploy/${file}`, import.meta.url), 'utf8');

/** Every name under which Prometheus finds something of the gateway. */
function samples(): Set<string> {
  const { registry } = createMetrics();
  const cache = { size: { entries: 0, characters: 0 }, revalidations: { all: 0, failed: 0 } };
  const edge = { state: { purges: 0, failed: 0, waiting: 0 } };
  addGauges(registry, { ...idleGauges, cache, edge, redis: { isShared: true } });
  const suffixes = ['', '_bucket', '_sum', '_count'];
  return new Set(registry.getMetricsAsArray().flatMap(({ name }) => suffixes.map((suffix) => name + suffix)));
}

function namesIn(expressions: readonly string[]): string[] {
  return expressions.flatMap((expression) => expression.match(/\b(chronos|nodejs|process)_\w+/g) ?? []);
}

test('alerts are of metrics that there are', async () => {
  const { groups } = Alerts.parse(parse(await read('prometheus/alerts.yml')));
  const names = namesIn(groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)));
  expect(names.length).toBeGreaterThan(5);
  const backup = backupMetrics({ ok: true, problems: [], verifiedAt: new Date(0).toISOString() });
  const known = new Set([...samples(), ...backup.getMetricsAsArray().map(({ name }) => name)]);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
});

test('the dashboard shows metrics that there are, all of the gateway’s own, and no panel over another', async () => {
  const { panels } = Dashboard.parse(JSON.parse(await read('grafana/dashboards/chronos-graph.json')));
  const names = namesIn(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)));
  expect(names.filter((name) => !samples().has(name))).toEqual([]);
  const shown = new Set(names.map((name) => name.replace(/_(bucket|sum|count)$/, '')));
  const { registry } = createMetrics();
  const own = registry.getMetricsAsArray().map(({ name }) => name);
  expect(own.filter((name) => name.startsWith('chronos_') && !shown.has(name))).toEqual([]);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

test('Prometheus reads the alerts, and Grafana Prometheus', async () => {
  expect(parse(await read('prometheus/prometheus.yml'))).toMatchObject({
    rule_files: ['alerts.yml'],
    scrape_configs: [{ job_name: 'chronos-graph' }, { job_name: 'chronos-graph-backup' }],
  });
  const { datasources } = parse(await read('grafana/provisioning/datasources/prometheus.yml'));
  const dashboard = await read('grafana/dashboards/chronos-graph.json');
  expect(new Set(dashboard.match(/(?<="type": "prometheus",\s+"uid": ")[^"]+/g))).toEqual(
    new Set([datasources[0].uid]),
  );
});
