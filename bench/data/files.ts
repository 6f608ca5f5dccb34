import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import type { LivePostgres } from '../../test/live/postgres.ts';
import type { StartedGateway } from '../attack/gateway.ts';

/** A file as it was written. */
export interface Written {
  readonly name: string;
  readonly seconds: number;
  readonly megabytes: number;
  /** By how much the memory of the gateway grew at most meanwhile; undefined for psql. */
  readonly growthMb?: number;
}

/** What psql copies: the rows of `/data/observations`, in their order. */
const SERIES = `SELECT series_id, d.code AS source, d.code || ':' || s.code AS series
  FROM metadata.series s JOIN metadata.data_sources d USING (source_id)`;
export const COPIES = {
  'COPY, as one would write it': `SELECT series, observed_at AT TIME ZONE 'UTC' AS time, value
    FROM timeseries.economic_observations JOIN (${SERIES}) AS named USING (series_id)
    ORDER BY series COLLATE "C", observed_at`,
  'COPY, series by series along the index': `SELECT series, observed_at AT TIME ZONE 'UTC' AS time, value
    FROM (${SERIES} ORDER BY 3) AS named CROSS JOIN LATERAL (
      SELECT observed_at, value FROM timeseries.economic_observations o
      WHERE o.series_id = named.series_id ORDER BY observed_at
    ) AS own`,
  'COPY, in no order': `SELECT series, observed_at AT TIME ZONE 'UTC' AS time, value
    FROM timeseries.economic_observations JOIN (${SERIES}) AS named USING (series_id)`,
} as const;

/** Has psql copy a query's rows into a file. */
export async function copy(
  { command, args, env }: ReturnType<LivePostgres['psql']>,
  name: string,
  query: string,
  file: string,
): Promise<Written> {
  const began = performance.now();
  const child = spawn(command, [...args, '--quiet', '-c', `COPY (${query}) TO STDOUT (FORMAT csv, HEADER)`], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await pipeline(child.stdout, createWriteStream(file));
  return { name, seconds: (performance.now() - began) / 1_000, megabytes: await megabytesOf(file) };
}

/** Reads a file from the gateway into another, while the memory of the gateway is watched. */
export async function download(
  gateway: StartedGateway,
  url: string,
  headers: Readonly<Record<string, string>>,
  file: string,
): Promise<Written> {
  const before = gateway.rssMb();
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, gateway.rssMb());
  }, 20);
  try {
    const began = performance.now();
    const response = await fetch(url, { headers });
    if (response.status !== 200 || !response.body) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
    await pipeline(Readable.fromWeb(response.body as NodeStream), createWriteStream(file));
    const seconds = (performance.now() - began) / 1_000;
    return { name: new URL(url).pathname, seconds, megabytes: await megabytesOf(file), growthMb: most - before };
  } finally {
    clearInterval(watch);
  }
}

async function megabytesOf(file: string): Promise<number> {
  return (await stat(file)).size / 1e6;
}

/** How DuckDB reads a file of observations. */
export function tableOf(folder: string, file: string): string {
  const path = join(folder, file);
  if (file.endsWith('.parquet')) return `read_parquet('${path}')`;
  const columns = `{'series': 'VARCHAR', 'time': 'TIMESTAMP', 'value': 'DOUBLE'}`;
  if (file.endsWith('.ndjson')) return `read_json('${path}', format = 'newline_delimited', columns = ${columns})`;
  return `read_csv('${path}', header = true, columns = ${columns})`;
}

/** What two files of the same rows have alike, whatever their format: how many rows, and all of their hashes together. */
export const sumOf = (table: string): string =>
  `SELECT count(*) AS rows, bit_xor(hash(series, epoch_ms(time::TIMESTAMP), value)) AS hash FROM ${table}`;
