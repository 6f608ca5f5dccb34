import { table } from '../results.ts';
import type { Measured, Times } from './measure.ts';

interface Run {
  readonly ranOn: string;
  readonly rows: number;
  readonly rate: number;
  readonly measured: readonly Measured[];
}

/** Writes bench/contention/RESULTS.md. */
export function contentionReport({ ranOn, rows, rate, measured }: Run): string {
  return `# The shared database under contention

\`npm run bench:contention\` makes this page: one PostgreSQL 17 with TimescaleDB and PostGIS, a real Directus on it and a gateway answer ${rate}
views a second, while Directus changes ten articles a second, an ingestion upserts ${rows.toLocaleString('en')} observations in batches of 10,000 and the
six materialized views are refreshed in turn. All of it, the replica and this program included, is on one machine; \`fsync\` is off. [database.md](../../docs/database.md#limits)
says what to set.

${ranOn}

## Views

In milliseconds, at a fixed rate. \`Home\` reads Directus and the analytics, \`RegionDashboard\` mostly the analytics. Failed: views with an error in them, or without an
answer.

${table(
  ['', 'Home p50', 'p99', 'RegionDashboard p50', 'p99', 'views', 'failed', 'load average before'],
  measured.map(({ name, views, failed, loadAverage }) => [
    name,
    ...timesOf(views.Home),
    ...timesOf(views.RegionDashboard),
    String(Object.values(views).reduce((sum, { count }) => sum + count, 0)),
    String(failed),
    loadAverage.toFixed(1),
  ]),
)}

## What the others take

Directus's writes in milliseconds; the observations that were loaded in a second; the longest turn of refreshing all views; the most memory of
PostgreSQL's processes together.

${table(
  ['', 'write p50', 'p99', 'observations a second', 'refresh, s', 'PostgreSQL, MB'],
  measured.map(({ name, writes, ingested, refreshSeconds, databaseMb }) => [
    name,
    ...timesOf(writes),
    ingested ? Math.round(ingested.rows / ingested.seconds).toLocaleString('en') : '',
    refreshSeconds?.toFixed(1) ?? '',
    databaseMb.toFixed(0),
  ]),
)}
`;
}

function timesOf(times: Times | undefined): readonly [string, string] {
  return times ? [times.p50.toFixed(1), times.p99.toFixed(1)] : ['', ''];
}
