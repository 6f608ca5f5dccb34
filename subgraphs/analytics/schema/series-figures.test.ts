/** Buckets, aggregates, fills, transforms and time zones: each answer equals a plain loop over the same rows. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../../test/own-database.ts';
import { plainFigures } from '../testing/plain-figures.ts';
import { args, codes, iso, persons, population, series } from '../testing/random-figures.ts';
import { startSubgraph } from '../testing/subgraph.ts';

let database: OwnDatabase;
let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  const rows = series.flatMap((one, id) => one.map(({ at, value }) => `(${id}, '${iso(at)}', ${value ?? 'null'})`));
  const people = population.map(({ at, value }) => `(100, '${iso(at)}', ${value ?? 'null'})`);
  database = await startOwnDatabase(`
    INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'OWN', 'Own');
    INSERT INTO metadata.indicators (indicator_id, code, name, units, decimals, direction)
    VALUES (1, 'POPULATION', 'Population', 'Persons', 0, 'NEUTRAL');
    INSERT INTO metadata.series (series_id, source_id, code, title, units, frequency, seasonal_adjustment, region_code)
    SELECT id, 1, 'S' || id, 'Series', 'Percent', (ARRAY['D', 'W', 'M', 'Q', 'A'])[id % 5 + 1], 'NSA', 'US-06' FROM generate_series(0, ${series.length - 1}) AS id;
    INSERT INTO metadata.series
      (series_id, source_id, indicator_id, code, title, units, frequency, seasonal_adjustment, region_code)
    VALUES
      (100, 1, 1, 'P', 'Population', 'Thousands of Persons', 'A', 'NSA', 'US-06'),
      (101, 1, 1, 'P2', 'Population, of another source', 'Persons', 'A', 'NSA', 'US-06'),
      (102, 1, 1, 'P3', 'Households', 'Households', 'A', 'NSA', 'US-08'),
      (103, 1, NULL, 'JOBS-08', 'Jobs', 'Persons', 'A', 'NSA', 'US-08'),
      (104, 1, NULL, 'JOBS-09', 'Jobs', 'Persons', 'A', 'NSA', 'US-09'),
      (105, 1, NULL, 'JOBS', 'Jobs', 'Persons', 'A', 'NSA', NULL);
    INSERT INTO timeseries.economic_observations (series_id, observed_at, value) VALUES ${[...rows, ...people].join(', ')};
  `);
  subgraph = await startSubgraph({ databaseUrl: database.databaseUrl });
});
afterAll(async () => {
  await subgraph.close();
  await database.close();
});

const QUERY = `
  query (
    $codes: [String!]!, $from: Date, $to: Date, $bucket: TimeBucket, $aggregate: Aggregate, $transform: Transform,
    $base: Date, $fill: Fill, $timeZone: String, $limit: Int
  ) {
    seriesByCodes(codes: $codes) {
      observationColumns(
        from: $from, to: $to, bucket: $bucket, aggregate: $aggregate, transform: $transform, base: $base, fill: $fill,
        timeZone: $timeZone, limit: $limit
      ) { times dates values }
    }
  }`;

test('buckets, aggregates, transforms and fills, in time zones with daylight saving, equal plain loops over the same rows', async () => {
  const property = fc.asyncProperty(args, async (asked) => {
    const { data, errors } = await subgraph.ask(QUERY, { codes, ...asked });
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      seriesByCodes: series.map((rows) => {
        const figures = plainFigures(rows, { ...asked, population: persons });
        return {
          observationColumns: {
            times: figures.map(({ at }) => iso(at)),
            dates: figures.map(({ day }) => day),
            values: figures.map(({ value }) => (value === null ? null : near(value))),
          },
        };
      }),
    });
  });
  await fc.assert(property, { seed: 4, numRuns: 120 });
});

test('a comparison has the ratio or the difference of what observations of both series answer', async () => {
  const FIGURES = `from: $from, to: $to, bucket: $bucket, aggregate: $aggregate, transform: $transform, base: $base, fill: $fill,
    timeZone: $timeZone, limit: $limit`;
  const query = QUERY.slice(0, QUERY.indexOf('{\n    seriesByCodes')).replace(
    '$codes: [String!]!',
    '$own: String!, $other: String!',
  );
  const pair = fc.tuple(args, fc.constantFrom(...codes), fc.constantFrom(...codes), fc.boolean());
  await fc.assert(
    fc.asyncProperty(pair, async ([asked, own, other, isRatio]) => {
      const { data, errors } = await subgraph.ask(
        `${query} {
          own: series(code: $own) {
            observations(${FIGURES}) { date time value }
            comparison(with: $other, by: ${isRatio ? 'RATIO' : 'DIFFERENCE'}, ${FIGURES}) { units observations { date time value } }
          }
          other: series(code: $other) { observations(${FIGURES}) { date time value } }
        }`,
        { own, other, ...asked },
      );
      expect(errors).toBeUndefined();
      type Figures = readonly { readonly date: string; readonly time: string; readonly value: number | null }[];
      const answer = data as Record<
        'own' | 'other',
        { observations: Figures; comparison: { units: string; observations: Figures } }
      >;
      const units = {
        ...{ LEVEL: 'Percent', CHANGE: 'Percent', PERCENT_CHANGE: 'Percent', YEAR_ON_YEAR: 'Percent' },
        ...{ LOG: 'Logarithm of Percent', ANNUALISED: 'Percent a year', INDEX: `Index, ${asked.base} = 100` },
        PER_CAPITA: 'Percent per person',
      }[asked.transform];
      const isCounted = asked.aggregate === 'COUNT';
      if (!isCounted) expect(answer.own.comparison.units).toBe(isRatio ? 'Ratio' : units);
      expect(answer.own.comparison.observations).toEqual(
        answer.own.observations.flatMap(({ value, ...row }) => {
          const found = answer.other.observations.find(({ time }) => time === row.time);
          if (!found) return [];
          const isKnown = value !== null && found.value !== null && !(isRatio && found.value === 0);
          if (!isKnown) return [{ ...row, value: null }];
          return [{ ...row, value: near(isRatio ? value / (found.value ?? 0) : value - (found.value ?? 0)) }];
        }),
      );
    }),
    { seed: Number(process.env.ORACLE_SEED ?? 5), numRuns: 60 },
  );
});

test('figures per person are one statement, and refused where no population is known', async () => {
  const one = await subgraph.ask(
    '{ series(code: "OWN:S9") { observations(transform: PER_CAPITA, bucket: YEAR, from: "2014-01-01") { date value } } }',
  );
  expect(one.errors).toBeUndefined();
  expect(one.statements).toHaveLength(1);
  const { data, errors } = await subgraph.ask(`{
    seriesByCodes(codes: ["OWN:JOBS-08", "OWN:JOBS-09", "OWN:JOBS"]) {
      code
      observations(transform: PER_CAPITA) { value }
    }
  }`);
  expect(data).toEqual({
    seriesByCodes: ['-08', '-09', ''].map((end) => ({ code: `OWN:JOBS${end}`, observations: null })),
  });
  const needs = 'transform: PER_CAPITA needs the population of the region.';
  expect(errors?.map(({ message, extensions }) => [message, extensions?.code])).toEqual([
    [
      `${needs} That of "US-08" counts "Households", not persons, thousands of persons or millions of persons.`,
      'BAD_USER_INPUT',
    ],
    [`${needs} There is no series of the indicator POPULATION about "US-09".`, 'BAD_USER_INPUT'],
    [`${needs} The series is about no region.`, 'BAD_USER_INPUT'],
  ]);
});

test('a difference of other units is refused, unless of what has the same; a ratio names both', async () => {
  const sandbox = await startSubgraph();
  try {
    const ask = async (by: string) =>
      sandbox.ask(`{ series(code: "BLS:UNEMP-RATE-CONSTRUCTION") {
        comparison(with: "BLS:UNEMP-LEVEL-CONSTRUCTION", ${by}, limit: 1) { units with { title source { code } } observations { date value } }
        none: comparison(with: "BLS:NONE", ${by}) { units }
      } }`);
    const refused = await ask('by: DIFFERENCE');
    expect(refused.errors?.map(({ message }) => message)).toEqual([
      'by: DIFFERENCE needs the same units, not "Percent" and "Thousands of persons". Give RATIO, or a transform.',
    ]);
    expect((await ask('by: RATIO')).data).toEqual({
      series: {
        comparison: {
          units: 'Percent / Thousands of persons',
          with: { title: 'Unemployed Persons: Construction', source: { code: 'BLS' } },
          observations: [{ date: '2010-02-01', value: near(27.1 / 2440) }],
        },
        none: null,
      },
    });
    const index = 'by: DIFFERENCE, transform: INDEX, base: "2005-01-01"';
    expect((await ask(index)).data.series).toMatchObject({ comparison: { units: 'Index, 2005-01-01 = 100' } });
  } finally {
    await sandbox.close();
  }
});

test('live statistics are what the materialized views say once they are refreshed', async () => {
  const ask = async () => {
    const { data, errors } = await subgraph.ask(
      `query ($codes: [String!]!) {
        seriesByCodes(codes: $codes) {
          statisticsOrigin latest { time value status } previous { time value } yearAgo { time value }
          change changePercent changeOnYear changeOnYearPercent
          summary { origin count firstAt lastAt min max mean standardDeviation gaps }
        }
      }`,
      { codes },
    );
    expect(errors).toBeUndefined();
    return JSON.stringify(data, rounded);
  };
  const views = ['latest_observations', 'series_summary'].map((view) => `REFRESH MATERIALIZED VIEW analytics.${view}`);
  const viewed = await ask();
  await database.exec(views.map((refresh) => `${refresh} WITH NO DATA`).join('; '));
  const live = await ask();
  await database.exec(views.join('; '));
  expect(viewed.match(/"MATERIALIZED_VIEW"/g)).toHaveLength(2 * (series.length - 1));
  expect(live).toBe(viewed.replaceAll('"MATERIALIZED_VIEW"', '"LIVE"'));
});

/** Rounds numbers to 9 places: the last digits of a mean depend on the order in which PostgreSQL reads rows. */
const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1e9) / 1e9 : value;

function near(value: number) {
  return expect.closeTo(value, 9 - Math.ceil(Math.log10(Math.abs(value) + 1)));
}
