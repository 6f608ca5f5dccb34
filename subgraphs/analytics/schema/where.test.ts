import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import {
  code,
  type IndicatorRow,
  type RegionRow,
  regionHolds,
  regionWhere,
  type SeriesRow,
  seriesHolds,
  seriesWhere,
} from '../testing/plain-where.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

/** Random conditions, each compared with plain loops over the rows of the views: `ORACLE_RUNS` says how many of each kind. */
const RUNS = Number(process.env.ORACLE_RUNS ?? 150);

const LEVELS = { COUNTY: 'us_counties', STATE: 'us_states', PROVINCE: 'ca_provinces' } as const;
type Level = keyof typeof LEVELS;

const CHANGES = `latest.change, latest.change_pct as "changePercent", latest.change_year as "changeOnYear",
  latest.change_year_pct as "changeOnYearPercent"`;

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
let series: readonly SeriesRow[];
const regions = new Map<Level, readonly RegionRow[]>();
beforeAll(async () => {
  const sql = postgres(inject('databaseUrl'), { max: 1 });
  subgraph = await startSubgraph();
  for (const [level, table] of Object.entries(LEVELS) as [Level, string][]) {
    const rows = await sql.unsafe<{ code: string; name: string }[]>(`select code, name from geospatial.${table}`);
    const found = await sql.unsafe<(IndicatorRow & { region: string; indicator: string })[]>(
      `select region_code as region, i.code as indicator, r.value, rank, percentile, ${CHANGES}
      from analytics.region_indicator_latest r join metadata.indicators i using (indicator_id)
      left join analytics.latest_observations latest using (series_id) where level = '${level}'`,
    );
    const byRegion = Map.groupBy(found, ({ region }) => region);
    const indicatorsOf = (code: string) => new Map(byRegion.get(code)?.map((row) => [row.indicator, row]));
    regions.set(
      level,
      rows.map((row) => ({ ...row, indicators: indicatorsOf(row.code) })),
    );
  }
  series = await sql.unsafe<SeriesRow[]>(
    `select d.code || ':' || s.code as code, latest.value, s.updated_at as "updatedAt", ${CHANGES}
    from metadata.series s join metadata.data_sources d using (source_id)
    left join analytics.latest_observations latest using (series_id)`,
  );
  await sql.end();
});
afterAll(() => subgraph.close());

interface Page {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: { readonly code: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const PAGE = 'totalCount edges { node { code } } pageInfo { hasNextPage endCursor }';

/** The codes of all pages, and the count that each of them gives. */
async function walk(query: string, variables: Record<string, unknown>, pages = Number.POSITIVE_INFINITY) {
  const codes: string[] = [];
  let [after, count]: [string | null, number] = [null, 0];
  for (let nth = 0; nth < pages; nth += 1) {
    const { data, errors } = await subgraph.ask(query, { ...variables, after });
    expect(errors).toBeUndefined();
    const page = Object.values(data)[0] as Page;
    count = page.totalCount;
    codes.push(...page.edges.map(({ node }) => node.code));
    if (!page.pageInfo.hasNextPage) break;
    after = page.pageInfo.endCursor;
  }
  return { codes, count };
}

const byCodePoint = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

describe('regions(where:, orderBy:)', () => {
  const query = `query ($level: RegionLevel!, $where: RegionWhere, $orderBy: RegionOrder, $after: String) {
    regions(level: $level, where: $where, orderBy: $orderBy, first: 200, after: $after) { ${PAGE} }
  }`;

  test('finds what plain loops over the views find, in their order', { timeout: 60_000 + RUNS * 1_000 }, async () => {
    const level = fc.constantFrom<Level>('COUNTY', 'COUNTY', 'STATE', 'PROVINCE');
    const order = fc.option(fc.record({ indicator: code, direction: fc.constantFrom('ASC', 'DESC') }));
    await fc.assert(
      fc.asyncProperty(level, regionWhere, order, async (level, where, orderBy) => {
        const all = regions.get(level) ?? [];
        const isKnown = !JSON.stringify([where, orderBy]).includes('"NONE"');
        if (!isKnown || (orderBy && !all.some(({ indicators }) => indicators.has(orderBy.indicator)))) {
          const [error] = errorsOf(await subgraph.ask(query, { level, where, orderBy }));
          expect(error?.message).toMatch(isKnown ? /^level: "/ : /^indicator: there is no indicator "NONE"/);
          return;
        }
        const expected = all.filter((region) => regionHolds(region, where));
        const key = (row: RegionRow) => row.indicators.get(orderBy?.indicator ?? '')?.value ?? null;
        const sign = orderBy?.direction === 'DESC' ? -1 : 1;
        const sorted = expected.toSorted((one, other) => {
          const [a, b] = [key(one), key(other)];
          if (a !== b) return a === null ? 1 : b === null ? -1 : sign * (a - b);
          return sign * (byCodePoint(one.name, other.name) || byCodePoint(one.code, other.code));
        });
        const found = await walk(query, { level, where, orderBy }, 2);
        expect(found).toEqual({ codes: sorted.slice(0, 400).map(({ code }) => code), count: expected.length });
      }),
      { numRuns: RUNS },
    );
  });

  test('over all pages each region once, by an indicator that ties', async () => {
    const orderBy = { indicator: 'UNEMPLOYMENT_RATE', direction: 'ASC' };
    const { codes, count } = await walk(query, { level: 'COUNTY', where: {}, orderBy });
    expect([codes.length, new Set(codes).size]).toEqual([count, count]);
  });

  test('takes one statement, and one for the count', async () => {
    const where = { indicator: { code: 'UNEMPLOYMENT_RATE', gt: 20 } };
    const orderBy = { indicator: 'UNEMPLOYMENT_RATE' };
    const { statements } = await subgraph.ask(query, { level: 'COUNTY', where, orderBy });
    expect(statements).toHaveLength(2);
  });

  test('more than twenty conditions are refused', async () => {
    const condition = { indicator: { code: 'EMPLOYMENT', gt: 0 } };
    const where = {
      or: [{ and: Array.from({ length: 10 }, () => condition) }, { not: { or: Array(11).fill(condition) } }],
    };
    expect(errorsOf(await subgraph.ask(query, { level: 'STATE', where }))).toMatchObject([
      { message: 'where: at most 20 conditions, not 21.', path: ['regions'], extensions: { code: 'BAD_USER_INPUT' } },
    ]);
  });

  test('a cursor of another order is refused', async () => {
    const { data } = await subgraph.ask(query, { level: 'COUNTY', orderBy: { indicator: 'UNEMPLOYMENT_RATE' } });
    const after = (data.regions as Page).pageInfo.endCursor;
    expect(errorsOf(await subgraph.ask(query, { level: 'STATE', after }))).toMatchObject([
      { message: 'after: not a cursor of this list. Take one from an edge or from pageInfo.', path: ['regions'] },
    ]);
  });
});

describe('seriesCatalog(where:)', () => {
  const query = `query ($where: SeriesWhere, $after: String) {
    seriesCatalog(where: $where, first: 200, after: $after) { ${PAGE} }
  }`;

  test('finds what plain loops over the views find', { timeout: 60_000 + RUNS * 1_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(seriesWhere, async (where) => {
        const expected = series.filter((row) => seriesHolds(row, where)).map((row) => row.code);
        const found = await walk(query, { where }, 2);
        expect(found).toEqual({ codes: expected.toSorted(byCodePoint).slice(0, 400), count: expected.length });
      }),
      { numRuns: RUNS },
    );
  });
});

test('the keys of filters across links are counted as they are found, those of all levels', async () => {
  const { data } = await subgraph.ask(`{
    regions: regionCodes(where: {}, first: 10001)
    regionCount(where: {})
    counties: regionCodes(where: { level: COUNTY, indicator: { code: "UNEMPLOYMENT_RATE", gt: 10 } }, first: 10001)
    countyCount: regionCount(where: { level: COUNTY, indicator: { code: "UNEMPLOYMENT_RATE", gt: 10 } })
    series: seriesCodes(where: { latest: { gt: 5 } }, first: 10001)
    seriesCount(where: { latest: { gt: 5 } })
  }`);
  const { regions, counties, series } = data as Record<string, readonly string[]>;
  expect([data.regionCount, data.countyCount, data.seriesCount]).toEqual([
    regions?.length,
    counties?.length,
    series?.length,
  ]);
  expect([new Set(regions).size, new Set(series).size]).toEqual([data.regionCount, data.seriesCount]);
  expect(Number(data.countyCount)).toBeGreaterThan(0);
});
