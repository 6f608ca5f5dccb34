/** The catalogue's lists over rows of their own: orders, cursors, relevance, loads, what is related to what. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../test/own-database.ts';
import { errorsOf, startSubgraph } from './testing/subgraph.ts';

const ROWS = `
  INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'ABE', 'Abe'), (2, 'ZED', 'Zed');
  INSERT INTO metadata.indicators (indicator_id, code, name, units, direction)
  VALUES (1, 'PRICE', 'Price', 'Index', 'NEUTRAL'), (2, 'WAGE', 'Wage', 'Dollars', 'HIGHER_IS_BETTER');
  INSERT INTO metadata.series
    (series_id, source_id, indicator_id, code, title, units, frequency, seasonal_adjustment, region_code, ends_on, updated_at)
  VALUES
    (1, 1, 1, 'P1', 'Price of copper', 'Index', 'M', 'SA', 'US-06', '2024-05-01', '2024-05-01T00:00:00.000001Z'),
    (2, 1, 1, 'P2', 'Price of wheat', 'Index', 'M', 'NSA', 'US-06', '2024-04-01', '2024-05-01T00:00:00.000002Z'),
    (3, 2, 1, 'P1', 'Price of copper wire, copper pipe', 'Index', 'M', 'NSA', 'CA-35', NULL, '2024-05-01T00:00:00.000003Z'),
    (4, 2, 2, 'W1', 'Hourly wages', 'Dollars', 'Q', 'SAAR', 'US-06', '2024-05-01', '2024-05-01T00:00:00.000003Z'),
    (5, 2, NULL, 'COPPER', 'Stocks in warehouses', 'Tonnes', 'D', 'NSA', NULL, '2023-12-31', '2023-01-01T00:00:00Z');
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

test('full-text search with rank: a code that starts with it, then the title with the most of it', async () => {
  const args = 'orderBy: RELEVANCE, search: "copper"';
  expect(await walk(args)).toEqual(['ZED:COPPER', 'ZED:P1', 'ABE:P1']);
  expect(await walk(args, 'last')).toEqual(['ABE:P1', 'ZED:P1', 'ZED:COPPER']);
  expect(await walk('orderBy: RELEVANCE, search: "wheat or price"')).toEqual(['ABE:P2', 'ABE:P1', 'ZED:P1']);
  expect(await walk('search: "copper"')).toEqual(['ABE:P1', 'ZED:COPPER', 'ZED:P1']);
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
