import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from 'postgres';

/** Rows of one transaction. */
const BATCH = 10_000;

/** Days that no other row has: their chunk is dropped after a scenario. */
const FROM = '2040-01-01';

const VIEWS = [
  'latest_observations',
  'monthly_observations',
  'series_summary',
  'region_indicator_latest',
  'indicator_breaks',
  'data_freshness',
];

/** Loads rows as an ingestion does: upserts of 10,000 rows, each in a transaction. Returns how many, and how long they took. */
export async function ingest(sql: Sql, rows: number, signal: AbortSignal): Promise<{ rows: number; seconds: number }> {
  const found = await sql<{ id: string }[]>`SELECT series_id AS id FROM metadata.series ORDER BY 1`;
  const ids = found.map(({ id }) => id);
  const began = performance.now();
  let loaded = 0;
  while (loaded < rows && !signal.aborted) {
    const from = loaded;
    const batch = Array.from({ length: Math.min(BATCH, rows - from) }, (_, index) => from + index);
    const values = batch.map((nth) => ({
      id: ids[nth % ids.length],
      day: Math.floor(nth / ids.length),
      value: 3 + (nth % 70) / 10,
    }));
    await sql`
      INSERT INTO timeseries.economic_observations (series_id, observed_at, value)
      SELECT id, ${FROM}::timestamptz + day * interval '1 day', value
      FROM json_to_recordset(${JSON.stringify(values)}::text::json) AS given (id bigint, day int, value double precision)
      ON CONFLICT (series_id, observed_at) DO UPDATE SET value = excluded.value`;
    loaded += batch.length;
  }
  return { rows: loaded, seconds: (performance.now() - began) / 1_000 };
}

/** Removes the rows of `ingest`. */
export async function removeIngested(sql: Sql): Promise<void> {
  await sql`SELECT drop_chunks('timeseries.economic_observations', newer_than => ${'2035-01-01'}::timestamptz)`;
  await sql`ANALYZE timeseries.economic_observations`;
}

/** Refreshes the views in turn until it is stopped. Returns how long each turn took, in seconds. */
export async function refreshViews(sql: Sql, isConcurrent: boolean, signal: AbortSignal): Promise<readonly number[]> {
  const turns: number[] = [];
  while (!signal.aborted) {
    const began = performance.now();
    for (const view of VIEWS) {
      await sql.unsafe(`REFRESH MATERIALIZED VIEW ${isConcurrent ? 'CONCURRENTLY ' : ''}analytics.${view}`);
    }
    turns.push((performance.now() - began) / 1_000);
  }
  return turns;
}

/** Changes an article of Directus ten times a second until it is stopped. Returns how long each took, in milliseconds. */
export async function writeArticles(
  directusUrl: string,
  token: string,
  signal: AbortSignal,
): Promise<readonly number[]> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const response = await fetch(`${directusUrl}/items/cms_articles?fields=id&limit=-1`, { headers });
  const { data }: { data: readonly { id: number }[] } = await response.json();
  const took: number[] = [];
  for (let nth = 0; !signal.aborted; nth++) {
    const began = performance.now();
    const body = JSON.stringify({ internal_note: `note ${nth}` });
    const { status } = await fetch(`${directusUrl}/items/cms_articles/${data[nth % data.length]?.id}`, {
      method: 'PATCH',
      headers,
      body,
    });
    if (status === 200) took.push(performance.now() - began);
    await sleep(Math.max(0, 100 - (performance.now() - began)));
  }
  return took;
}
