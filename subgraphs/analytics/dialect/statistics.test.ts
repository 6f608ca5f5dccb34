/** Statistics of series, from the materialized views or from the observations. */
import { expect, test } from 'vitest';
import { useRareRows } from '../testing/rare-rows.ts';
import { errorsOf } from '../testing/subgraph.ts';

const subgraph = useRareRows();

const STATISTICS = `query ($codes: [String!]!) {
  seriesByCodes(codes: $codes) {
    statisticsOrigin latest { time value status } previous { value status } yearAgo { value } change changeOnYear
    summary { origin count lastAt mean }
  }
}`;
const codes = ['ZED:a:b', 'ZED:T', 'ABE:a_1'];
const of = (origin: string, latest: object, rest: object, summary: object) => ({
  statisticsOrigin: origin,
  latest,
  ...rest,
  summary: { origin, ...summary },
});
const march = { time: '2024-03-01T00:00:00.000Z', value: 9.7, status: 'PRELIMINARY' };
const leapDay = { value: 8, status: 'REVISED' };
const april = { time: '2024-04-01T00:00:00.000Z', value: 4, status: 'FINAL' };
const unrelated = { previous: null, yearAgo: null, change: null, changeOnYear: null };
const known = (origin: string) =>
  of(
    origin,
    march,
    { previous: leapDay, yearAgo: { value: 0 }, change: 1.7, changeOnYear: 9.7 },
    { count: 3, lastAt: march.time, mean: expect.closeTo(17.7 / 3, 12) },
  );
const tie = (origin: string) =>
  of(origin, { time: '2024-01-01T00:00:00.000Z', value: -2.5, status: 'FINAL' }, unrelated, {
    count: 1,
    lastAt: '2024-01-01T00:00:00.000Z',
    mean: -2.5,
  });
const nothing = { statisticsOrigin: 'LIVE', latest: null, ...unrelated, summary: null };

test('latest, previous, yearAgo, changes and summary are from the materialized views, and a field says so', async () => {
  const { data, statements } = await subgraph.ask(STATISTICS, { codes });
  expect(data).toEqual({ seriesByCodes: [known('MATERIALIZED_VIEW'), tie('MATERIALIZED_VIEW'), nothing] });
  expect(statements).toHaveLength(4);
});

test('a view that is stale for a series is left for live SQL, for that series alone', async () => {
  await subgraph.exec(`
    INSERT INTO timeseries.economic_observations (series_id, observed_at, value) VALUES (1, '2024-04-01T00:00:00Z', 4)`);
  try {
    const { data, statements } = await subgraph.ask(STATISTICS, { codes });
    const fresh = of(
      'LIVE',
      april,
      { previous: { value: 9.7, status: 'PRELIMINARY' }, yearAgo: null, change: -5.7, changeOnYear: null },
      { count: 4, lastAt: april.time, mean: expect.closeTo(21.7 / 4, 12) },
    );
    expect(data).toEqual({ seriesByCodes: [fresh, tie('MATERIALIZED_VIEW'), nothing] });
    expect(statements).toHaveLength(7);
  } finally {
    await subgraph.exec(`
      DELETE FROM timeseries.economic_observations WHERE series_id = 1 AND observed_at = '2024-04-01T00:00:00Z'`);
  }
});

test('a newest observation that was revised makes the view stale too', async () => {
  const revise = (from: number, to: number) =>
    subgraph.exec(`UPDATE timeseries.economic_observations SET value = ${to} WHERE series_id = 6 AND value = ${from}`);
  await revise(-2.5, 0);
  try {
    const { data } = await subgraph.ask('{ series(code: "ZED:T") { statisticsOrigin latest { value } } }');
    expect(data).toEqual({ series: { statisticsOrigin: 'LIVE', latest: { value: 0 } } });
  } finally {
    await revise(0, -2.5);
  }
});

test.each([
  [
    'that is missing',
    (view: string) => `ALTER MATERIALIZED VIEW analytics.${view} RENAME TO away_${view}`,
    (view: string) => `ALTER MATERIALIZED VIEW analytics.away_${view} RENAME TO ${view}`,
  ],
  [
    'that was never filled',
    (view: string) => `REFRESH MATERIALIZED VIEW analytics.${view} WITH NO DATA`,
    (view: string) => `REFRESH MATERIALIZED VIEW analytics.${view}`,
  ],
])('a view %s is left for live SQL', async (_what, away, back) => {
  const views = ['series_summary', 'latest_observations'];
  await subgraph.exec(views.map(away).join('; '));
  try {
    const { data, errors } = await subgraph.ask(STATISTICS, { codes });
    expect(errors).toBeUndefined();
    expect(data).toEqual({ seriesByCodes: [known('LIVE'), tie('LIVE'), nothing] });
  } finally {
    await subgraph.exec(views.map(back).join('; '));
  }
});

test('a statement that fails costs its field; the rest arrives', async () => {
  await subgraph.exec('ALTER MATERIALIZED VIEW analytics.series_summary RENAME COLUMN gaps TO away');
  try {
    const answer = await subgraph.ask(
      '{ seriesByCodes(codes: ["ZED:a:b", "ZED:B"]) { code summary { count } latest { value } } }',
    );
    const error = (index: number) => ({
      message: 'The analytics database could not answer.',
      path: ['seriesByCodes', index, 'summary'],
      extensions: { code: 'UPSTREAM_FAILED', upstream: 'analytics' },
    });
    expect(answer.data).toEqual({
      seriesByCodes: [
        { code: 'ZED:a:b', summary: null, latest: { value: 9.7 } },
        { code: 'ZED:B', summary: null, latest: null },
      ],
    });
    expect(errorsOf(answer)).toEqual([error(0), error(1)]);
  } finally {
    await subgraph.exec('ALTER MATERIALIZED VIEW analytics.series_summary RENAME COLUMN away TO gaps');
  }
});
