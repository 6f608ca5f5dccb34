import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

test('a series with what it measures, who publishes it and what it is about, in three statements', async () => {
  const { data, statements } = await subgraph.ask(`{
    series(code: "BLS:LAUCN060370000000003") {
      code title description units frequency seasonalAdjustment startsOn endsOn
      source { code name homepageUrl license }
      indicator { code name units decimals direction }
      region { code name level parent { code name level } }
    }
  }`);
  expect(data).toEqual({
    series: {
      code: 'BLS:LAUCN060370000000003',
      title: 'Unemployment Rate: Los Angeles, California',
      description: expect.stringContaining('Unemployed persons in Los Angeles, California'),
      units: 'Percent',
      frequency: 'ANNUAL',
      seasonalAdjustment: 'NOT_SEASONALLY_ADJUSTED',
      startsOn: '2009-01-01',
      endsOn: '2009-01-01',
      source: {
        code: 'BLS',
        name: 'U.S. Bureau of Labor Statistics',
        homepageUrl: 'https://www.bls.gov/',
        license: expect.stringContaining('Public domain'),
      },
      indicator: {
        code: 'UNEMPLOYMENT_RATE',
        name: 'Unemployment rate',
        units: 'Percent',
        decimals: 1,
        direction: 'LOWER_IS_BETTER',
      },
      region: {
        code: 'US-06037',
        name: 'Los Angeles',
        level: 'COUNTY',
        parent: { code: 'US-06', name: 'California', level: 'STATE' },
      },
    },
  });
  // Source and indicator come with the series; then its region, then the region's parent.
  expect(statements).toHaveLength(3);
});

test('what is about a whole country has no region', async () => {
  const { data } = await subgraph.ask('{ series(code: "BLS:CES0000000001") { region { code } seasonalAdjustment } }');
  expect(data).toEqual({ series: { region: null, seasonalAdjustment: 'SEASONALLY_ADJUSTED' } });
});

test('a code that no series has is null, whatever it looks like', async () => {
  const { data, errors } = await subgraph.ask(`{
    unknown: series(code: "BLS:NONE") { title }
    otherSource: series(code: "FRED:CES0000000001") { title }
    bare: series(code: "CES0000000001") { title }
    empty: series(code: "") { title }
    strange: series(code: "\\"{B},:\\\\'NULL") { title }
  }`);
  expect({ data, errors }).toEqual({
    data: { unknown: null, otherSource: null, bare: null, empty: null, strange: null },
    errors: undefined,
  });
});

test('the lookup answers in the order of the codes, null where there is none, repeats included', async () => {
  const { data, statements } = await subgraph.ask(
    'query ($codes: [String!]!) { seriesByCodes(codes: $codes) { title code source { code } } }',
    { codes: ['BLS:CES3000000001', 'none', 'BLS:CES0000000001', 'BLS:CES3000000001', 'FRED:X'] },
  );
  const manufacturing = {
    title: 'All Employees: Manufacturing',
    code: 'BLS:CES3000000001',
    source: { code: 'BLS' },
  };
  const nonfarm = { title: 'All Employees: Total Nonfarm', code: 'BLS:CES0000000001', source: { code: 'BLS' } };
  expect(data).toEqual({ seriesByCodes: [manufacturing, null, nonfarm, manufacturing, null] });
  expect(statements).toHaveLength(1);
});

test('the lookup takes 1,000 codes and says so of 1,001', async () => {
  const query = 'query ($codes: [String!]!) { seriesByCodes(codes: $codes) { code } }';
  const codes = Array.from({ length: 1_001 }, (_, index) => `NONE:${index}`);
  const most = await subgraph.ask(query, { codes: codes.slice(1) });
  expect(most.data).toEqual({ seriesByCodes: Array(1_000).fill(null) });
  const tooMany = await subgraph.ask(query, { codes });
  expect(tooMany.data).toEqual({ seriesByCodes: null });
  expect(errorsOf(tooMany)).toEqual([
    {
      message: 'codes: at most 1000 at a time, not 1001. Request the rest in another request.',
      path: ['seriesByCodes'],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
    },
  ]);
});
