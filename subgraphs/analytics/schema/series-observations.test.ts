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
const observation = ({ date, value }: { date: string; value: number }) => ({
  time: `${date}T00:00:00.000Z`,
  value,
  status: 'FINAL',
});

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

test('the same asked under two names is one statement', async () => {
  const { statements } = await subgraph.ask(`{
    seriesByCodes(codes: ["BLS:CES0000000001", "BLS:CES3000000001"]) {
      one: observations(limit: 3) { value }
      other: observations(limit: 3) { time }
    }
  }`);
  expect(statements).toHaveLength(2);
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
      'observations: at most 1000000 over a whole request, not 1010000. Ask for fewer series, or fewer figures of each.',
    path: ['seriesByCodes', 0, 'observationColumns'],
    extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
  });
  expect(answer.statements).toHaveLength(2);
});

test('the newest observation, what it is compared to, and what all come to', async () => {
  const { data, statements } = await subgraph.ask(`{
    series(code: "BLS:CES0000000001") {
      latest { time value status } previous { time value status } yearAgo { time value status }
      change changePercent changeOnYear changeOnYearPercent
      summary { count firstAt lastAt min max mean standardDeviation gaps }
    }
  }`);
  const [latest, previous, yearAgo] = [1, 2, 13].map((back) => nonfarm.at(-back) ?? { date: '', value: Number.NaN });
  if (!latest || !previous || !yearAgo) throw new Error('The file is too short.');
  const values = nonfarm.map(({ value }) => value);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  expect(data).toEqual({
    series: {
      latest: observation(latest),
      previous: observation(previous),
      yearAgo: observation(yearAgo),
      change: latest.value - previous.value,
      changePercent: expect.closeTo((100 * (latest.value - previous.value)) / previous.value, 12),
      changeOnYear: latest.value - yearAgo.value,
      changeOnYearPercent: expect.closeTo((100 * (latest.value - yearAgo.value)) / yearAgo.value, 12),
      summary: {
        count: 120,
        firstAt: '2006-01-01T00:00:00.000Z',
        lastAt: '2015-12-01T00:00:00.000Z',
        min: Math.min(...values),
        max: Math.max(...values),
        mean: expect.closeTo(mean, 6),
        standardDeviation: expect.closeTo(Math.sqrt(variance), 6),
        gaps: 0,
      },
    },
  });
  // The series; the newest with its changes; what it is compared to; the summary.
  expect(statements).toHaveLength(4);
});

test('a series of one observation has nothing to be compared to', async () => {
  const { data } = await subgraph.ask(`{
    series(code: "BLS:LAUCN060370000000003") {
      latest { value } previous { value } yearAgo { value } change changePercent changeOnYear
      summary { count min max mean standardDeviation }
    }
  }`);
  expect(data).toEqual({
    series: {
      latest: { value: 12.7 },
      previous: null,
      yearAgo: null,
      change: null,
      changePercent: null,
      changeOnYear: null,
      summary: { count: 1, min: 12.7, max: 12.7, mean: 12.7, standardDeviation: null },
    },
  });
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
    `observations: at most 1000000 over a whole request, not ${200 * (most + 1) * weight}. Ask for fewer series, or fewer figures of each.`,
  );
  expect(refused.statements).toHaveLength(1);
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
