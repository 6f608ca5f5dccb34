/** The catalogue's lists over rows of their own: orders, cursors, relevance, loads, what is related to what. */
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../../test/own-database.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

const ROWS = `
  INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'ABE', 'Abe'), (2, 'ZED', 'Zed');
  INSERT INTO metadata.indicators (indicator_id, code, name, units, direction)
  VALUES (1, 'PRICE', 'Price', 'Index', 'NEUTRAL'), (2, 'WAGE', 'Wage', 'Dollars', 'HIGHER_IS_BETTER');
  INSERT INTO metadata.series
    (series_id, source_id, indicator_id, code, title, units, frequency, seasonal_adjustment, region_code, ends_on, updated_at)
  VALUES
    (1, 1, 1, 'P1', 'Price of copper', 'Index', 'M', 'SA', 'US-06', '2024-05-01', '2024-05-01T00:00:00.000001Z'),
    (2, 1, 1, 'P2', 'Price of wheat', 'Index', 'M', 'NSA', 'US-06', '2024-04-01', '2024-05-01T00:00:00.000002Z'),
    (3, 2, 1, 'P1', 'Price of copper wire, copper pipe', 'Index', 'M', 'NSA', 'CA-35', '2023-12-30', '2024-05-01T00:00:00.000003Z'),
    (4, 2, 2, 'W1', 'Hourly wages', 'Dollars', 'Q', 'SAAR', 'US-06', '2024-05-01', '2024-05-01T00:00:00.000003Z'),
    (5, 2, NULL, 'COPPER', 'Stocks in warehouses', 'Tonnes', 'D', 'NSA', NULL, '2023-12-31', '2023-01-01T00:00:00Z');
  INSERT INTO metadata.ingestion_logs
    (log_id, source_id, series_id, started_at, finished_at, status, rows_inserted, rows_updated, error_message)
  VALUES
    (9, 1, 1, '2024-05-01T00:00:00.000001Z', '2024-05-01T00:00:01Z', 'SUCCEEDED', 12, 3, NULL),
    (10, 2, NULL, '2024-05-01T00:00:00.000001Z', '2024-05-01T00:00:02Z', 'FAILED', 0, 0, 'no answer'),
    (11, 2, NULL, '2024-05-01T00:00:00Z', NULL, 'RUNNING', 0, 0, NULL);
`;

let database: OwnDatabase;
let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  database = await startOwnDatabase(ROWS);
  subgraph = await startSubgraph({ databaseUrl: database.databaseUrl });
});
afterAll(async () => {
  await subgraph.close();
  await database.close();
});

interface Connection {
  readonly edges: { readonly cursor: string; readonly node: { readonly code: string } }[];
}

test('series of several sources are found each at its own, and no other that shares a code', async () => {
  const rows: (number | undefined)[] = [];
  const counted = await startSubgraph({
    databaseUrl: database.databaseUrl,
    onCall: () => (end) => void rows.push(end.rows),
  });
  try {
    rows.length = 0;
    const codes = ['ABE:P1', 'ZED:W1', 'ABE:COPPER', 'ABE:P2', 'P2', 'ZED:P2'];
    const { data } = await counted.ask('query ($codes: [String!]!) { seriesByCodes(codes: $codes) { code } }', {
      codes,
    });
    expect(data).toEqual({
      seriesByCodes: [{ code: 'ABE:P1' }, { code: 'ZED:W1' }, null, { code: 'ABE:P2' }, null, null],
    });
    expect(rows).toEqual([3]);
  } finally {
    await counted.close();
  }
});

/** The codes of a list that is walked a row at a time, by its cursors. */
async function walk(args: string, way: 'first' | 'last' = 'first'): Promise<string[]> {
  const codes: string[] = [];
  let cursor: string | undefined;
  do {
    const from = cursor && `, ${way === 'first' ? 'after' : 'before'}: "${cursor}"`;
    const { data, errors } = await subgraph.ask(
      `{ seriesCatalog(${way}: 1, ${args}${from ?? ''}) { edges { cursor node { code } } } }`,
    );
    expect(errors).toBeUndefined();
    const [edge] = (data.seriesCatalog as Connection).edges;
    cursor = edge?.cursor;
    if (edge) codes.push(edge.node.code);
  } while (cursor);
  return codes;
}

test.each([
  ['CODE_ASC', ['ABE:P1', 'ABE:P2', 'ZED:COPPER', 'ZED:P1', 'ZED:W1']],
  ['TITLE_ASC', ['ZED:W1', 'ABE:P1', 'ZED:P1', 'ABE:P2', 'ZED:COPPER']],
  ['ENDS_ON_ASC', ['ZED:P1', 'ZED:COPPER', 'ABE:P2', 'ABE:P1', 'ZED:W1']],
  ['UPDATED_AT_ASC', ['ZED:COPPER', 'ABE:P1', 'ABE:P2', 'ZED:P1', 'ZED:W1']],
])(
  'stable cursors at full timestamp precision: %s meets every series once, both directions, either way',
  async (orderBy, codes) => {
    const descending = orderBy.replace('ASC', 'DESC');
    expect(await walk(`orderBy: ${orderBy}`)).toEqual(codes);
    expect(await walk(`orderBy: ${orderBy}`, 'last')).toEqual(codes.toReversed());
    expect(await walk(`orderBy: ${descending}`)).toEqual(codes.toReversed());
    expect(await walk(`orderBy: ${descending}`, 'last')).toEqual(codes);
  },
);

test('full-text search with rank: a code that starts with it, then the title of which it is most', async () => {
  const args = 'orderBy: RELEVANCE, search: "copper"';
  expect(await walk(args)).toEqual(['ZED:COPPER', 'ABE:P1', 'ZED:P1']);
  expect(await walk(args, 'last')).toEqual(['ZED:P1', 'ABE:P1', 'ZED:COPPER']);
  expect(await walk('orderBy: RELEVANCE, search: "wheat or price"')).toEqual(['ABE:P2', 'ABE:P1', 'ZED:P1']);
  expect(await walk('search: "copper"')).toEqual(await walk(args));
  expect(await walk('search: "copper", orderBy: CODE_ASC')).toEqual(['ABE:P1', 'ZED:COPPER', 'ZED:P1']);
});

test('filters by seasonal adjustment and by when the record changed, with totalCount', async () => {
  const { data } = await subgraph.ask(`{
    annualRate: seriesCatalog(seasonalAdjustment: SEASONALLY_ADJUSTED_ANNUAL_RATE) { totalCount edges { node { code } } }
    since: seriesCatalog(updatedSince: "2023-01-01T00:00:00.001Z") { totalCount }
    all: seriesCatalog(updatedSince: "2023-01-01T00:00:00Z") { totalCount }
    none: seriesCatalog(updatedSince: "2024-05-01T00:00:00.001Z") { totalCount }
  }`);
  expect(data).toEqual({
    annualRate: { totalCount: 1, edges: [{ node: { code: 'ZED:W1' } }] },
    since: { totalCount: 4 },
    all: { totalCount: 5 },
    none: { totalCount: 0 },
  });
});

test('a cursor is of the order that it was given in', async () => {
  const { data } = await subgraph.ask('{ seriesCatalog(first: 1, orderBy: TITLE_ASC) { edges { cursor } } }');
  const [edge] = (data.seriesCatalog as Connection).edges;
  const message = 'after: not a cursor of this list. Take one from an edge or from pageInfo.';
  for (const orderBy of ['TITLE_DESC', 'UPDATED_AT_ASC', 'CODE_ASC']) {
    const answer = await subgraph.ask(
      `{ seriesCatalog(orderBy: ${orderBy}, after: "${edge?.cursor}") { totalCount } }`,
    );
    expect(errorsOf(answer)).toMatchObject([
      { message, path: ['seriesCatalog'], extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  }
});

test('relevance needs something to be relevant to', async () => {
  const answer = await subgraph.ask('{ seriesCatalog(orderBy: RELEVANCE, search: " ") { totalCount } }');
  expect(errorsOf(answer)).toEqual([
    {
      message: 'orderBy: RELEVANCE needs search.',
      path: ['seriesCatalog'],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
    },
  ]);
});

const RUN = 'startedAt finishedAt status rowsInserted rowsUpdated errorMessage source { code } series { code }';

test('ingestionRuns(source, status): the most recent first, by page, in one statement and one for the total', async () => {
  const start = { startedAt: '2024-05-01T00:00:00.000Z' };
  const failed = {
    ...start,
    finishedAt: '2024-05-01T00:00:02.000Z',
    status: 'FAILED',
    rowsInserted: 0,
    rowsUpdated: 0,
    errorMessage: 'no answer',
    source: { code: 'ZED' },
    series: null,
  };
  const first = await subgraph.ask(
    `{ ingestionRuns(first: 1) { totalCount edges { node { ${RUN} } } pageInfo { endCursor hasNextPage } } }`,
  );
  expect(first.data).toEqual({
    ingestionRuns: {
      totalCount: 3,
      edges: [{ node: failed }],
      pageInfo: { endCursor: expect.any(String), hasNextPage: true },
    },
  });
  expect(first.statements).toHaveLength(2);
  const { endCursor } = (first.data.ingestionRuns as { pageInfo: { endCursor: string } }).pageInfo;
  const { data } = await subgraph.ask(`{
    next: ingestionRuns(after: "${endCursor}") { edges { node { ${RUN} } } }
    failed: ingestionRuns(status: FAILED, source: "ABE") { totalCount }
    last: ingestionRuns(last: 1, source: "ZED") { edges { node { status finishedAt } } }
  }`);
  expect(data).toEqual({
    next: {
      edges: [
        {
          node: {
            ...start,
            finishedAt: '2024-05-01T00:00:01.000Z',
            status: 'SUCCEEDED',
            rowsInserted: 12,
            rowsUpdated: 3,
            errorMessage: null,
            source: { code: 'ABE' },
            series: { code: 'ABE:P1' },
          },
        },
        { node: { ...failed, finishedAt: null, status: 'RUNNING', errorMessage: null } },
      ],
    },
    failed: { totalCount: 0 },
    last: { edges: [{ node: { status: 'RUNNING', finishedAt: null } }] },
  });
});

const RELATED = `query ($codes: [String!]!, $first: Int) {
  seriesByCodes(codes: $codes) { relatedSeries(first: $first) { series { code } score by } }
}`;

test('relatedSeries(first): without embeddings by indicator, region and title, and the field says which', async () => {
  const { data, errors } = await subgraph.ask(RELATED, { codes: ['ABE:P1', 'ZED:COPPER'], first: 3 });
  expect(errors).toBeUndefined();
  // A half for the indicator, a quarter for the region; of "price" and "copper", ABE:P2 has one of two, ZED:P1 both.
  const by = 'CATALOGUE';
  expect(data).toEqual({
    seriesByCodes: [
      {
        relatedSeries: [
          { series: { code: 'ABE:P2' }, score: expect.closeTo(0.875, 6), by },
          { series: { code: 'ZED:P1' }, score: expect.closeTo(0.75, 6), by },
          { series: { code: 'ZED:W1' }, score: 0.25, by },
        ],
      },
      { relatedSeries: [] },
    ],
  });
});

test('relatedSeries: at most 50', async () => {
  const answer = await subgraph.ask(RELATED, { codes: ['ABE:P1'], first: 51 });
  expect(errorsOf(answer)).toEqual([
    {
      message: 'first: from 1 to 50, not 51.',
      path: ['seriesByCodes', 0, 'relatedSeries'],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
    },
  ]);
});

if (inject('live')) {
  test('relatedSeries: by pgvector where the extension and embeddings are there', async () => {
    const embedding = (x: number, y: number) => `'[${x},${y}${',0'.repeat(382)}]'`;
    await database.exec(`
    UPDATE metadata.series SET embedding = ${embedding(1, 0)} WHERE series_id = 1;
    UPDATE metadata.series SET embedding = ${embedding(3, 4)} WHERE series_id = 4;
    UPDATE metadata.series SET embedding = ${embedding(4, 3)} WHERE series_id = 5;`);
    const { data, errors } = await subgraph.ask(RELATED, { codes: ['ABE:P1', 'ABE:P2'], first: 2 });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      seriesByCodes: [
        {
          relatedSeries: [
            { series: { code: 'ZED:COPPER' }, score: expect.closeTo(0.8, 6), by: 'EMBEDDING' },
            { series: { code: 'ZED:W1' }, score: expect.closeTo(0.6, 6), by: 'EMBEDDING' },
          ],
        },
        {
          relatedSeries: [
            { series: { code: 'ABE:P1' }, score: expect.closeTo(0.875, 6), by: 'CATALOGUE' },
            { series: { code: 'ZED:P1' }, score: expect.closeTo(0.625, 6), by: 'CATALOGUE' },
          ],
        },
      ],
    });
  });
}

test('a source that is newer than the last refresh of the views has had no load', async () => {
  await database.exec(`INSERT INTO metadata.data_sources (source_id, code, name) VALUES (3, 'NEW', 'New')`);
  try {
    const freshness = 'freshness { lastSuccessAt lastFailureAt rowsIn24Hours lagSeconds }';
    const { data, errors } = await subgraph.ask(`{ dataSources { code ${freshness} } }`);
    expect(errors).toBeUndefined();
    expect(data.dataSources).toContainEqual({
      code: 'NEW',
      freshness: { lastSuccessAt: null, lastFailureAt: null, rowsIn24Hours: 0, lagSeconds: null },
    });
  } finally {
    await database.exec(`DELETE FROM metadata.data_sources WHERE code = 'NEW'`);
  }
});
