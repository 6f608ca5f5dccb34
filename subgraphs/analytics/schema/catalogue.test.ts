import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

test('indicators by their codes, one, many and all', async () => {
  const { data, statements } = await subgraph.ask(`{
    indicator(code: "UNEMPLOYMENT_RATE") { code name description units decimals direction }
    none: indicator(code: "") { code }
    indicatorsByCodes(codes: ["UNEMPLOYMENT_RATE", "NONE", "EMPLOYMENT", "EMPLOYMENT"]) { name }
    indicators { code }
  }`);
  expect(data).toEqual({
    indicator: {
      code: 'UNEMPLOYMENT_RATE',
      name: 'Unemployment rate',
      description:
        'Unemployed persons as a share of the labor force, which is the employed and the unemployed together.',
      units: 'Percent',
      decimals: 1,
      direction: 'LOWER_IS_BETTER',
    },
    none: null,
    indicatorsByCodes: [{ name: 'Unemployment rate' }, null, { name: 'Employment' }, { name: 'Employment' }],
    indicators: [
      { code: 'EMPLOYMENT' },
      { code: 'INCOME_PER_CAPITA' },
      { code: 'POPULATION' },
      { code: 'RECESSION' },
      { code: 'UNEMPLOYMENT_LEVEL' },
      { code: 'UNEMPLOYMENT_RATE' },
    ],
  });
  expect(statements).toHaveLength(4);
});

test('sources and how fresh their data are', async () => {
  const { data, statements } = await subgraph.ask(`{
    dataSources {
      code name homepageUrl updatedAt
      freshness { lastSuccessAt lastFailureAt rowsIn24Hours lagSeconds }
    }
  }`);
  const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  const freshness = {
    lastSuccessAt: moment,
    lastFailureAt: null,
    rowsIn24Hours: expect.any(Number),
    lagSeconds: expect.any(Number),
  };
  const names = [
    ['BEA', 'U.S. Bureau of Economic Analysis', 'https://www.bea.gov/'],
    ['BLS', 'U.S. Bureau of Labor Statistics', 'https://www.bls.gov/'],
    ['CENSUS', 'U.S. Census Bureau', 'https://www.census.gov/'],
    ['NBER', 'National Bureau of Economic Research', 'https://www.nber.org/'],
  ];
  expect(data).toEqual({
    dataSources: names.map(([code, name, homepageUrl]) => ({ code, name, homepageUrl, updatedAt: moment, freshness })),
  });
  expect(statements).toHaveLength(2);
});

test.each(['dataSources', 'indicators'])('%s has a bound, and says so past it', async (field) => {
  expect((await subgraph.ask(`{ ${field}(first: 1) { code } }`)).data[field]).toHaveLength(1);
  const answer = await subgraph.ask(`{ ${field}(first: 1001) { code } }`);
  expect(answer.data).toEqual({ [field]: null });
  expect(errorsOf(answer)).toEqual([
    {
      message: 'first: from 1 to 1000, not 1001.',
      path: [field],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
    },
  ]);
});
