/** Codes that arguments name. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

test.each([
  ['seriesCatalog(source: "BSL")', 'source: there is no source "BSL".'],
  ['seriesCatalog(region: "NOWHERE", indicator: "NOTHING", source: "BSL")', 'source: there is no source "BSL".'],
  [
    'seriesCatalog(indicator: "UNEMPLOYMENT")',
    'indicator: there is no indicator "UNEMPLOYMENT". Did you mean "UNEMPLOYMENT_RATE", "UNEMPLOYMENT_LEVEL", or "EMPLOYMENT"?',
  ],
  ['seriesCatalog(region: "US-60637")', 'region: there is no region "US-60637".'],
  [
    'seriesCatalog(region: "California")',
    'region: there is no region "California". Did you mean "US-06" (California)?',
  ],
  ['seriesCatalog(region: "québec")', 'region: there is no region "québec". Did you mean "CA-24" (Quebec)?'],
  ['ingestionRuns(source: "BLSS")', 'source: there is no source "BLSS". Did you mean "BLS"?'],
  [
    'regions(level: STATE, where: {not: {indicator: {code: "UNEMPLOYMENT_RAT", gt: 1}}})',
    'indicator: there is no indicator "UNEMPLOYMENT_RAT". Did you mean "UNEMPLOYMENT_RATE", "UNEMPLOYMENT_LEVEL", or "EMPLOYMENT"?',
  ],
  [
    'regions(level: STATE, orderBy: {indicator: "Unemployed people"})',
    'indicator: there is no indicator "Unemployed people". Did you mean "UNEMPLOYMENT_LEVEL" or "UNEMPLOYMENT_RATE"?',
  ],
  [
    'regions(level: STATE, orderBy: {indicator: "UNEMPLOYMENT_RATE"})',
    'level: "UNEMPLOYMENT_RATE" has no figures of level STATE. It has some of COUNTY.',
  ],
  [
    'regions(level: COUNTY, parent: "Delaware")',
    'parent: there is no region "Delaware". Did you mean "US-10" (Delaware)?',
  ],
  [
    'regions(level: COUNTY, parent: "US-06037")',
    'parent: "US-06037" is not a region that contains regions of level COUNTY.',
  ],
])('%s is refused, with what is near', async (field, message) => {
  const answer = await subgraph.ask(`{ ${field} { totalCount } }`);
  const [name = ''] = field.split('(');
  expect(answer.data).toEqual({ [name]: null });
  expect(errorsOf(answer)).toEqual([
    { message, path: [name], extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' } },
  ]);
});

test.each([
  ['indicator: "HAPPINESS", level: COUNTY', 'indicator: there is no indicator "HAPPINESS".'],
  [
    'indicator: "EMPLOYMENT", level: COUNTY',
    'level: "EMPLOYMENT" has no figures of level COUNTY. It has none of any level.',
  ],
  [
    'indicator: "UNEMPLOYMENT_RATE", level: PROVINCE',
    'level: "UNEMPLOYMENT_RATE" has no figures of level PROVINCE. It has some of COUNTY.',
  ],
])('choropleth(%s) is refused', async (args, message) => {
  const answer = await subgraph.ask(`{ choropleth(${args}) { time } }`);
  expect(errorsOf(answer)).toMatchObject([{ message, path: ['choropleth'] }]);
});

test('what is found, or found empty by other filters, is not looked up; a single thing that is not there is null', async () => {
  const found = await subgraph.ask(`{
    regions(level: COUNTY, where: {indicator: {code: "UNEMPLOYMENT_RATE", gt: 20}}, orderBy: {indicator: "UNEMPLOYMENT_RATE"}) {
      edges { node { code } }
    }
  }`);
  expect([found.errors, found.statements.length]).toEqual([undefined, 1]);
  const empty = await subgraph.ask('{ seriesCatalog(source: "BLS", region: "US", frequency: DAILY) { totalCount } }');
  expect([empty.errors, empty.data]).toEqual([undefined, { seriesCatalog: { totalCount: 0 } }]);
  const none = await subgraph.ask(
    '{ series(code: "BLS:NONE") { code } region(code: "US-99") { code } indicator(code: "NONE") { code } }',
  );
  expect([none.errors, none.data]).toEqual([undefined, { series: null, region: null, indicator: null }]);
});
