import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen } from '../../../gateway/http/listen.ts';
import { type OwnDatabase, startOwnDatabase } from '../../../test/own-database.ts';
import { createAnalytics } from '../index.ts';
import { createRemoteAnalytics } from '../remote.ts';
import { createAnalyticsServer } from '../server.ts';
import type { Ingestion } from './index.ts';
import { createRemoteIngestion } from './remote.ts';

const ROWS = `
  INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'FRED', 'Fred');
  INSERT INTO metadata.series (series_id, source_id, code, title, units, frequency, seasonal_adjustment)
  VALUES (1, 1, 'UNRATE', 'Rate', 'Percent', 'M', 'SA');
  INSERT INTO metadata.ingestion_logs (log_id, source_id, series_id, started_at, finished_at, status)
  VALUES (1, 1, 1, '2026-11-01T00:00:00Z', '2026-11-01T00:01:00Z', 'SUCCEEDED'),
         (2, 1, NULL, '2026-11-02T00:00:00Z', NULL, 'RUNNING');
`;

let database: OwnDatabase;
let ingestion: Ingestion;
const closing = new AsyncDisposableStack();
beforeAll(async () => {
  database = await startOwnDatabase(ROWS);
  closing.defer(() => database.close());
  const upstream = await createAnalytics({ databaseUrl: database.databaseUrl });
  closing.defer(() => upstream.close());
  const server = createServer(createAnalyticsServer(upstream, { logging: false }));
  const url = await listen(server, { host: '127.0.0.1', port: 0 });
  closing.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  ingestion = createRemoteIngestion(() => createRemoteAnalytics({ url }));
  closing.defer(() => ingestion.close());
});
afterAll(() => closing.disposeAsync());

test('reports each load that succeeds from then on, once; and an unknown one where there were more than it received', async () => {
  expect(await ingestion.look()).toEqual([]);
  await database.exec(`
    UPDATE metadata.ingestion_logs SET status = 'SUCCEEDED', finished_at = '2026-11-02T00:01:00Z' WHERE log_id = 2;
    INSERT INTO metadata.ingestion_logs (log_id, source_id, series_id, started_at, finished_at, status)
    VALUES (3, 1, 1, '2026-11-03T00:00:00Z', '2026-11-03T00:01:00Z', 'SUCCEEDED'),
           (4, 1, 1, '2026-11-04T00:00:00Z', '2026-11-04T00:01:00Z', 'FAILED')`);
  expect(await ingestion.look()).toEqual([
    { id: expect.any(String), series: undefined, at: '2026-11-02T00:01:00.000Z' },
    { id: expect.any(String), series: 'FRED:UNRATE', at: '2026-11-03T00:01:00.000Z' },
  ]);
  expect(await ingestion.look()).toEqual([]);
  const rows = Array.from({ length: 201 }, (_, index) => {
    const at = new Date(Date.UTC(2026, 10, 5) + index * 1_000).toISOString();
    return `(${5 + index}, 1, 1, '${at}', '${at}', 'SUCCEEDED')`;
  });
  await database.exec(`
    INSERT INTO metadata.ingestion_logs (log_id, source_id, series_id, started_at, finished_at, status)
    VALUES ${rows.join(', ')}`);
  const many = await ingestion.look();
  expect(many).toHaveLength(201);
  expect(many.at(-1)?.series).toBeUndefined();
});
