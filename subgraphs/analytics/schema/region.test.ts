import { afterAll, beforeAll, expect, test } from 'vitest';
import { countyRates, shapes } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

test('regions of either country, with what they are parts of', async () => {
  const fields = 'code name nameFr level country landAreaKm2 parent { code level }';
  const { data, statements } = await subgraph.ask(`{
    regionsByCodes(codes: ["CA-24", "US-06037", "US-99", "US-06", "CA-24"]) { ${fields} }
    region(code: "US-02") { ${fields} }
    none: region(code: "") { ${fields} }
  }`);
  const quebec = {
    code: 'CA-24',
    name: 'Quebec',
    nameFr: 'Québec',
    level: 'PROVINCE',
    country: 'CA',
    landAreaKm2: null,
    parent: null,
  };
  const state = { nameFr: null, level: 'STATE', country: 'US', landAreaKm2: null, parent: null };
  expect(data).toEqual({
    regionsByCodes: [
      quebec,
      {
        code: 'US-06037',
        name: 'Los Angeles',
        nameFr: null,
        level: 'COUNTY',
        country: 'US',
        landAreaKm2: null,
        parent: { code: 'US-06', level: 'STATE' },
      },
      null,
      { code: 'US-06', name: 'California', ...state },
      quebec,
    ],
    region: { code: 'US-02', name: 'Alaska', ...state },
    none: null,
  });
  // All codes of the three fields; then all parents.
  expect(statements).toHaveLength(2);
});

test('the latest value of an indicator stands among its peers', async () => {
  const rates = countyRates();
  const peers = shapes('counties').flatMap(({ code }) => rates.get(code) ?? []);
  const rate = rates.get('US-06037') ?? Number.NaN;
  const { data, statements } = await subgraph.ask(`{
    region(code: "US-06037") {
      indicators { indicator { code units direction } time value rank percentile peers }
      series { code title source { code } }
    }
    state: region(code: "US-06") { indicators { value } series { code } }
  }`);
  expect(data).toEqual({
    region: {
      indicators: [
        {
          indicator: { code: 'UNEMPLOYMENT_RATE', units: 'Percent', direction: 'LOWER_IS_BETTER' },
          time: '2009-01-01T00:00:00.000Z',
          value: rate,
          rank: 1 + peers.filter((peer) => peer < rate).length,
          percentile: expect.closeTo((100 * peers.filter((peer) => peer < rate).length) / (peers.length - 1), 10),
          peers: peers.length,
        },
      ],
      series: [
        {
          code: 'BLS:LAUCN060370000000003',
          title: 'Unemployment Rate: Los Angeles, California',
          source: { code: 'BLS' },
        },
      ],
    },
    state: {
      indicators: [{ value: 43641 }, { value: 39250017 }],
      series: [{ code: 'BEA:SA1-3-400-06' }, { code: 'CENSUS:POP-06' }],
    },
  });
  // Regions, indicators of all, the indicators' own, and the series of each path.
  expect(statements).toHaveLength(5);
});

test('regions of a level by name, narrowed by parent and search, page by page', async () => {
  const { data } = await subgraph.ask(`{
    delaware: regions(level: COUNTY, parent: "US-10") { totalCount edges { node { code name } } }
    named: regions(level: COUNTY, search: "los angeles") { edges { node { code } } }
    french: regions(level: PROVINCE, search: "écosse") { edges { node { name } } }
    coded: regions(level: STATE, search: "us-0") { totalCount }
    last: regions(level: STATE, last: 2) { edges { node { name } } pageInfo { hasPreviousPage hasNextPage } }
    empty: regions(level: CMA) { totalCount edges { cursor } pageInfo { hasNextPage } }
  }`);
  expect(data).toEqual({
    delaware: {
      totalCount: 3,
      edges: [
        { node: { code: 'US-10001', name: 'Kent' } },
        { node: { code: 'US-10003', name: 'New Castle' } },
        { node: { code: 'US-10005', name: 'Sussex' } },
      ],
    },
    named: { edges: [{ node: { code: 'US-06037' } }] },
    french: { edges: [{ node: { name: 'Nova Scotia' } }] },
    coded: { totalCount: shapes('states').filter(({ code }) => code.startsWith('US-0')).length },
    last: {
      edges: [{ node: { name: 'Wisconsin' } }, { node: { name: 'Wyoming' } }],
      pageInfo: { hasPreviousPage: true, hasNextPage: false },
    },
    empty: { totalCount: 0, edges: [], pageInfo: { hasNextPage: false } },
  });
});

test('counties that share a name are distinguished by their code', async () => {
  const walk: string[] = [];
  let after = '';
  do {
    const { data } = await subgraph.ask(
      'query ($after: String) { regions(level: COUNTY, search: "washington", first: 7, after: $after) { edges { node { name code } } pageInfo { hasNextPage endCursor } } }',
      after ? { after } : {},
    );
    const { edges, pageInfo } = data.regions as {
      edges: { node: { name: string; code: string } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
    walk.push(...edges.map(({ node }) => `${node.name} ${node.code}`));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : '';
  } while (after);
  const expected = shapes('counties').filter(({ name }) => name.toLowerCase().includes('washington'));
  expect(walk).toEqual(expected.map(({ name, code }) => `${name} ${code}`).sort());
});

test('past its bound a list is refused', async () => {
  const codes = Array.from({ length: 1_001 }, () => 'US-06');
  const answer = await subgraph.ask(
    'query ($codes: [String!]!) { regionsByCodes(codes: $codes) { code } region(code: "US-06") { series(first: 101) { code } } }',
    { codes },
  );
  expect(answer.data).toEqual({ regionsByCodes: null, region: { series: null } });
  const extensions = { code: 'BAD_USER_INPUT', upstream: 'analytics' };
  expect(errorsOf(answer)).toEqual([
    { message: 'first: from 1 to 100, not 101.', path: ['region', 'series'], extensions },
    {
      message: 'codes: at most 1000 at a time, not 1001. Request the rest in another request.',
      path: ['regionsByCodes'],
      extensions,
    },
  ]);
});
