import { afterAll, beforeAll, expect, test } from 'vitest';
import { employment, observation } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const nonfarm = employment('nonfarm');

test('observations are those of the file, ascending', async () => {
  const { data } = await subgraph.ask('{ series(code: "BLS:CES0000000001") { observations { time value status } } }');
  expect(data).toEqual({ series: { observations: nonfarm.map(observation) } });
  expect(nonfarm).toHaveLength(120);
});

test('a range holds both of its days; a limit takes the most recent', async () => {
  const { data, statements } = await subgraph.ask(`{
    series(code: "BLS:CES0000000001") {
      range: observations(from: "2008-03-01", to: "2008-05-01") { time value status }
      day: observations(from: "2008-03-01", to: "2008-03-01") { time }
      from: observations(from: "2015-11-02") { time }
      last: observations(to: "2008-05-31", limit: 2) { time value status }
      none: observations(from: "2020-01-01") { time }
    }
  }`);
  expect(data).toEqual({
    series: {
      range: nonfarm.filter(({ date }) => date >= '2008-03-01' && date <= '2008-05-01').map(observation),
      day: [{ time: '2008-03-01T00:00:00.000Z' }],
      from: [{ time: '2015-12-01T00:00:00.000Z' }],
      last: nonfarm
        .filter(({ date }) => date <= '2008-05-31')
        .slice(-2)
        .map(observation),
      none: [],
    },
  });
  expect(statements).toHaveLength(5);
});

test('figures by year: the mean, its change in percent, and an index, each from a plain loop over the file', async () => {
  const { data, statements } = await subgraph.ask(`{
    series(code: "BLS:CES0000000001") {
      mean: observations(bucket: YEAR, aggregate: MEAN, from: "2008-06-15", to: "2009-02-01") { time value status }
      growth: observationColumns(bucket: YEAR, transform: PERCENT_CHANGE, from: "2009-01-01", limit: 2) { times values }
      index: observationColumns(transform: INDEX, base: "2006-01-15", limit: 1) { values }
    }
  }`);
  const year = (asked: number) =>
    nonfarm.filter(({ date }) => date.startsWith(String(asked))).map(({ value }) => value);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const last = (asked: number) => year(asked).at(-1) ?? Number.NaN;
  const growth = (asked: number) => (100 * (last(asked) - last(asked - 1))) / last(asked - 1);
  expect(data).toEqual({
    series: {
      mean: [2008, 2009].map((asked) => ({
        time: `${asked}-01-01T00:00:00.000Z`,
        value: expect.closeTo(mean(year(asked)), 6),
        status: null,
      })),
      growth: {
        times: ['2014-01-01T00:00:00.000Z', '2015-01-01T00:00:00.000Z'],
        values: [expect.closeTo(growth(2014), 9), expect.closeTo(growth(2015), 9)],
      },
      index: { values: [expect.closeTo((100 * last(2015)) / (nonfarm[0]?.value ?? Number.NaN), 9)] },
    },
  });
  expect(statements).toHaveLength(3);
});

test('figures that cannot be answered cost their field, not the series', async () => {
  const answer = await subgraph.ask(`{
    series(code: "BLS:CES0000000001") { observations(limit: 0) { value } }
    unknown: series(code: "BLS:NONE") { observations(limit: 0) { value } }
    noZone: series(code: "BLS:CES0000000001") { observations(timeZone: "Mars/Olympus") { value } }
  }`);
  expect(answer.data).toEqual({ series: { observations: null }, unknown: null, noZone: { observations: null } });
  // The two are found out at the same time.
  const paths = errorsOf(answer).map(({ path }) => path?.join('.'));
  expect(paths.toSorted()).toEqual(['noZone.observations', 'series.observations']);
});

test('a time zone that Node knows and the database does not is refused with what to give instead', async () => {
  // A name that the IANA database has dropped.
  const answer = await subgraph.ask(
    '{ series(code: "BLS:CES0000000001") { observations(bucket: MONTH, timeZone: "US/Pacific-New") { value } } }',
  );
  expect(answer.data).toEqual({ series: { observations: null } });
  expect(errorsOf(answer)).toEqual([
    {
      message:
        'timeZone: the database does not know "US/Pacific-New". Give another name of the same zone: "Asia/Kolkata", not "Asia/Calcutta".',
      path: ['series', 'observations'],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
    },
  ]);
});

test.each([
  ['limit: 0', 'limit: from 1 to 10000, not 0.'],
  ['limit: 10001', 'limit: from 1 to 10000, not 10001.'],
  ['from: "2010-01-02", to: "2010-01-01"', 'from: must not be after to.'],
  ['aggregate: MEAN', 'aggregate: needs bucket, such as MONTH.'],
  ['transform: INDEX', 'transform: INDEX needs base, the day whose value is 100.'],
  ['base: "2010-01-01"', 'base: only allowed with transform INDEX.'],
  ...['Mars/Olympus', '+05:00', 'EST'].map((zone) => [
    `timeZone: "${zone}"`,
    `timeZone: not a time zone of the IANA database: "${zone}". Give a name such as "America/New_York".`,
  ]),
])('observations(%s) is refused', async (args = '', message = '') => {
  const answer = await subgraph.ask(`{ series(code: "BLS:CES0000000001") { code observations(${args}) { value } } }`);
  expect(answer.data).toEqual({ series: { code: 'BLS:CES0000000001', observations: null } });
  expect(errorsOf(answer)).toEqual([
    { message, path: ['series', 'observations'], extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' } },
  ]);
});
