/** Forty years of all states: maps, panels, coverage and searches over the sandbox's file. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shapes, stateIncomes } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const incomes = stateIncomes();

test('a panel of the states has the figures of the file, in one statement', async () => {
  const { data, statements } = await subgraph.ask(
    '{ panel(indicator: "INCOME_PER_CAPITA", level: STATE, from: "1969-01-01", to: "2008-12-31") { codes dates values } }',
  );
  expect(data.panel).toEqual({
    codes: [...incomes.keys()],
    dates: Array.from({ length: 40 }, (_, nth) => `${1969 + nth}-01-01`),
    values: [...incomes.values()],
  });
  expect([incomes.size, statements.length]).toEqual([51, 1]);
});

test.each([1969, 1988, 2008])('a map of the states at the end of %d: territories have no figure', async (year) => {
  const { data } = await subgraph.ask(
    `{ choropleth(indicator: "INCOME_PER_CAPITA", level: STATE, at: "${year}-12-31") { date regions { region { code } value } } }`,
  );
  const regions = shapes('states').map(({ code }) => ({
    region: { code },
    value: incomes.get(code)?.[year - 1969] ?? null,
  }));
  expect(data.choropleth).toEqual({ date: `${year}-01-01`, regions });
});

test('coverage says which years and levels there are', async () => {
  const coverage = (code: string) =>
    `${code}: indicator(code: "${code}") { coverage { series levels { level regions startsOn endsOn frequencies } } }`;
  const { data } = await subgraph.ask(`{ ${coverage('INCOME_PER_CAPITA')} ${coverage('POPULATION')} }`);
  const level = { level: 'STATE', frequencies: ['ANNUAL'] };
  expect(data).toEqual({
    INCOME_PER_CAPITA: {
      coverage: {
        series: 52,
        levels: [{ ...level, regions: 51, startsOn: '1969-01-01', endsOn: '2008-01-01' }],
      },
    },
    POPULATION: {
      coverage: { series: 52, levels: [{ ...level, regions: 52, startsOn: '2016-01-01', endsOn: '2016-01-01' }] },
    },
  });
});

test('a figure of a year without a population is null per person, and a region without any is refused', async () => {
  const series = (code: string) => `series(code: "${code}") { observations(transform: PER_CAPITA) { date value } }`;
  const { data } = await subgraph.ask(
    `{ income: ${series('BEA:SA1-3-400-06')} population: ${series('CENSUS:POP-06')} }`,
  );
  expect(data).toEqual({
    income: { observations: incomes.get('US-06')?.map((_, nth) => ({ date: `${1969 + nth}-01-01`, value: null })) },
    population: { observations: [{ date: '2016-01-01', value: 1 }] },
  });
  const [refused] = errorsOf(await subgraph.ask(`{ ${series('BEA:SA1-3-400-00')} }`));
  expect(refused).toMatchObject({
    message:
      'transform: PER_CAPITA needs the population of the region. There is no series of the indicator POPULATION about "US".',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test.each([
  ['income in California', 'BEA:SA1-3-400-06'],
  ['per capita incomes Wyoming', 'BEA:SA1-3-400-56'],
  ['personal income United States', 'BEA:SA1-3-400-00'],
  ['inhabitants of Texas', 'CENSUS:POP-48'],
  ['residents of Puerto Rico', 'CENSUS:POP-72'],
])('"%s" finds first %s', async (search, code) => {
  const { data } = await subgraph.ask(
    'query ($search: String) { seriesCatalog(search: $search, first: 1) { edges { node { code } } } }',
    { search },
  );
  expect(data).toEqual({ seriesCatalog: { edges: [{ node: { code } }] } });
});
