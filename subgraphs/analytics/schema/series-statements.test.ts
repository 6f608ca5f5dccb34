/** The statements and the bounds of figures of many series and fields in one request. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { countyRates, employment } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const counties = [...countyRates().keys()].map((county) => `BLS:LAUCN${county.slice(3)}0000000003`);

const nonfarm = employment('nonfarm');

test('the same asked under two names is one statement', async () => {
  const { statements } = await subgraph.ask(`{
    seriesByCodes(codes: ["BLS:CES0000000001", "BLS:CES3000000001"]) {
      one: observations(limit: 3) { value }
      other: observations(limit: 3) { time }
    }
  }`);
  expect(statements).toHaveLength(2);
});

test('a series of which figures alone are asked is found with them', async () => {
  const { data, errors, statements } = await subgraph.ask(`{
    nonfarm: series(code: "BLS:CES0000000001") { observationColumns { values } }
    manufacturing: series(code: "BLS:CES3000000001") { observationColumns { values } }
    again: series(code: "BLS:CES0000000001") { observations { value } observationColumns { values } }
    outside: series(code: "BLS:CES0000000001") { observationColumns(from: "1900-01-01", to: "1900-12-31") { values } }
    unknown: series(code: "BLS:NONE") { observationColumns { values } }
    otherSource: series(code: "FRED:CES0000000001") { observationColumns { values } }
  }`);
  const values = nonfarm.map(({ value }) => value);
  expect({ data, errors }).toEqual({
    data: {
      nonfarm: { observationColumns: { values } },
      manufacturing: { observationColumns: { values: employment('manufacturing').map(({ value }) => value) } },
      again: { observations: values.map((value) => ({ value })), observationColumns: { values } },
      outside: { observationColumns: { values: [] } },
      unknown: null,
      otherSource: null,
    },
    errors: undefined,
  });
  expect(statements).toHaveLength(2);
});

test('a series with other fields selected is read next to its figures', async () => {
  const events: string[] = [];
  const beside = await startSubgraph({
    onCall: ({ text }) => {
      const name = text.includes('figure') ? 'figures' : 'series';
      events.push(`${name} sent`);
      return () => void events.push(`${name} answered`);
    },
  });
  onTestFinished(() => beside.close());
  events.length = 0;
  const query = '{ series(code: "BLS:CES0000000001") { title observations(limit: 1) { value } } }';
  expect((await beside.ask(query)).data).toEqual({
    series: { title: 'All Employees: Total Nonfarm', observations: [{ value: nonfarm.at(-1)?.value }] },
  });
  expect(events.slice(0, 2).toSorted()).toEqual(['figures sent', 'series sent']);
  expect(events).toHaveLength(4);
});

test('one statement for all series with the same arguments in a wave, rows and columns alike, for 1, 10 and 1,000', async () => {
  for (const count of [1, 10, 1_000]) {
    const { errors, statements } = await subgraph.ask(
      `query ($codes: [String!]!) {
        seriesByCodes(codes: $codes) {
          observations(bucket: QUARTER, fill: LINEAR, transform: CHANGE, timeZone: "America/Chicago", limit: 4) { value }
          observationColumns(bucket: QUARTER, fill: LINEAR, transform: CHANGE, timeZone: "America/Chicago", limit: 4) { values }
          other: observationColumns(bucket: YEAR, limit: 500) { times }
        }
      }`,
      { codes: counties.slice(0, count) },
    );
    expect(errors).toBeUndefined();
    expect(statements).toHaveLength(3);
  }
});

test('a long fill is sent in parts, between which others have their turn', async () => {
  const ask = (args: string, count: number) =>
    subgraph.ask(`query ($codes: [String!]!) { seriesByCodes(codes: $codes) { observations(${args}) { value } } }`, {
      codes: counties.slice(0, count),
    });
  const parts = async (args: string, count: number) => {
    const { data, errors, statements } = await ask(args, count);
    expect(errors).toBeUndefined();
    expect(data.seriesByCodes).toHaveLength(count);
    return statements.length - 1;
  };
  expect(await parts('bucket: DAY, fill: LINEAR, limit: 4000', 3)).toBe(3);
  expect(await parts('bucket: DAY, fill: LINEAR, limit: 1000', 8)).toBe(2);
  expect(await parts('bucket: DAY, fill: LINEAR, limit: 1000, transform: YEAR_ON_YEAR', 8)).toBe(4);
  expect(await parts('bucket: YEAR, fill: PREVIOUS, limit: 1000', 80)).toBe(1);
  expect(await parts('bucket: DAY, limit: 4000', 8)).toBe(1);
});

test('the bound of a whole request is over all of its series and fields, and is met before anything is read', async () => {
  const answer = await subgraph.ask(
    `query ($codes: [String!]!) {
      seriesByCodes(codes: $codes) {
        observations(limit: 100) { value }
        observationColumns(limit: 10000) { values }
      }
    }`,
    { codes: counties.slice(0, 100) },
  );
  expect(answer.data.seriesByCodes).toEqual(
    Array(100).fill({ observations: [{ value: expect.any(Number) }], observationColumns: null }),
  );
  expect(errorsOf(answer)[0]).toEqual({
    message:
      'observations: at most 1000000 over a whole request, not 1010000. Request fewer series, or fewer figures of each.',
    path: ['seriesByCodes', 0, 'observationColumns'],
    extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
  });
  expect(answer.statements).toHaveLength(2);
});

test.each([
  ['transform: PERCENT_CHANGE', 5],
  ['transform: YEAR_ON_YEAR', 5],
  ['fill: LINEAR', 5],
  ['bucket: MONTH, fill: PREVIOUS, transform: CHANGE', 9],
  ['bucket: MONTH, transform: INDEX, base: "2009-01-01"', 1],
])('of observations(%s), each counts as %i before they are fetched', async (args, weight) => {
  const ask = (limit: number) =>
    subgraph.ask(
      `query ($codes: [String!]!) { seriesByCodes(codes: $codes) { observations(${args}, limit: ${limit}) { value } } }`,
      { codes: counties.slice(0, 200) },
    );
  const most = Math.floor(1_000_000 / 200 / weight);
  expect((await ask(most)).errors).toBeUndefined();
  const refused = await ask(most + 1);
  expect(errorsOf(refused)[0]?.message).toBe(
    `observations: at most 1000000 over a whole request, not ${200 * (most + 1) * weight}. Request fewer series, or fewer figures of each.`,
  );
  expect(refused.statements).toHaveLength(1);
});
