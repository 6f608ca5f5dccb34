import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../../test/own-database.ts';
import type { UpstreamCall } from '../../contract/upstream.ts';
import { createIngestion, type Ingestion } from './index.ts';

const ROWS = `
  INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'FRED', 'Fred'), (2, 'BLS', 'Bureau');
  INSERT INTO metadata.series (series_id, source_id, code, title, units, frequency, seasonal_adjustment)
  VALUES (1, 1, 'UNRATE', 'Rate', 'Percent', 'M', 'SA');
  INSERT INTO metadata.ingestion_logs (log_id, source_id, series_id, started_at, finished_at, status)
  VALUES (1, 1, 1, '2026-11-01T00:00:00Z', '2026-11-01T00:01:00Z', 'SUCCEEDED'),
         (2, 2, NULL, '2026-11-01T00:00:00Z', NULL, 'RUNNING');
`;

let database: OwnDatabase;
let ingestion: Ingestion;
const calls: UpstreamCall[] = [];
beforeAll(async () => {
  database = await startOwnDatabase(ROWS);
  ingestion = createIngestion({ databaseUrl: database.databaseUrl, onCall: (call) => void calls.push(call) });
});
afterAll(async () => {
  await ingestion.close();
  await database.close();
});

const ended = '2026-11-25T00:00:00Z';
const at = '2026-11-25T00:00:00.000Z';

/** Writes rows of a series of Fred's, or of all of the Bureau. */
function log(ids: readonly number[], status = 'SUCCEEDED', series: number | null = 1): Promise<unknown> {
  const source = series === null ? 2 : 1;
  const finished = status === 'RUNNING' ? 'NULL' : `'${ended}'`;
  const rows = ids.map((id) => `(${id}, ${source}, ${series ?? 'NULL'}, '${ended}', ${finished}, '${status}')`);
  return database.exec(`
    INSERT INTO metadata.ingestion_logs (log_id, source_id, series_id, started_at, finished_at, status)
    VALUES ${rows.join(', ')}
    ON CONFLICT (log_id) DO UPDATE SET status = excluded.status, finished_at = excluded.finished_at`);
}

const ids = async () => (await ingestion.look()).map(({ id }) => Number(id));

test('tells each load that ends well from then on, once', async () => {
  expect(await ingestion.look()).toEqual([]);
  await log([3]);
  await log([4], 'SUCCEEDED', null);
  await log([5], 'FAILED');
  expect(await ingestion.look()).toEqual([
    { id: '3', series: 'FRED:UNRATE', at },
    { id: '4', series: undefined, at },
  ]);
  expect(await ingestion.look()).toEqual([]);
});

test('tells of a load when it ends, however many began after it; and of one whose row comes late', async () => {
  await log([10], 'RUNNING');
  await log(Array.from({ length: 2_500 }, (_, index) => 1_000 + index));
  expect(await ids()).toHaveLength(2_500);
  await log([10]);
  await log([2], 'SUCCEEDED', null);
  expect((await ids()).toSorted((a, b) => a - b)).toEqual([2, 10]);
  await log([3_600]);
  expect(await ids()).toEqual([3_600]);
  await log([3_590]);
  expect(await ids()).toEqual([3_590]);
  expect(await ids()).toEqual([]);
});

test('one statement looks where there is nothing new', async () => {
  calls.length = 0;
  expect(await ids()).toEqual([]);
  expect(calls.map(({ text }) => text)).toEqual([expect.stringContaining('from "metadata"."ingestion_logs"')]);
});
