import { afterAll, beforeAll, expect, test } from 'vitest';
import { employment, observation } from '../testing/data.ts';
import { startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const nonfarm = employment('nonfarm');

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
