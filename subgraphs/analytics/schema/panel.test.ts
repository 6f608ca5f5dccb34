/** Panels: each region's figures are what `observations` of its series answers with the same arguments. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../../test/own-database.ts';
import { countyRates } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

const RUNS = Number(process.env.ORACLE_RUNS ?? 60);
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);

const DAY = 86_400_000;
const STATES = ['US-01', 'US-02', 'US-04', 'US-05', 'US-06', 'US-08'];
const PARENTS = ['US-D1', 'US-D2'];
const iso = (at: number) => new Date(at).toISOString();
const dayOf = (offset: number) => iso(Date.UTC(2010, 0, 1) + offset * DAY).slice(0, 10);

/** A series of each state but the last: days, weeks or months apart, at some minute, with values missing. */
const series = fc.sample(
  fc.record({
    step: fc.constantFrom(1, 7, 30, 31, 91),
    minute: fc.integer({ min: 0, max: 1_439 }),
    first: fc.integer({ min: 0, max: 400 }),
    values: fc.array(fc.option(fc.integer({ min: -30, max: 90 }), { freq: 5 }), { minLength: 1, maxLength: 60 }),
  }),
  { seed: SEED, numRuns: STATES.length - 1 },
);

let database: OwnDatabase;
let own: Awaited<ReturnType<typeof startSubgraph>>;
let sandbox: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  const rows = series.flatMap(({ step, minute, first, values }, id) =>
    values.map((value, nth) => {
      const at = Date.UTC(2010, 0, 1 + first + nth * step, 0, minute);
      return `(${id}, '${iso(at)}', ${value === null ? 'null' : value / 10})`;
    }),
  );
  const square = `ST_GeomFromText('MULTIPOLYGON(((0 0,1 0,1 1,0 0)))', 4326)`;
  database = await startOwnDatabase(`
    INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'OWN', 'Own');
    INSERT INTO metadata.indicators (indicator_id, code, name, units, decimals, direction)
    VALUES (1, 'RATE', 'Rate', 'Percent', 1, 'NEUTRAL'), (2, 'NONE', 'None', 'Percent', 1, 'NEUTRAL'),
      (3, 'POPULATION', 'Population', 'Persons', 0, 'NEUTRAL');
    INSERT INTO geospatial.us_divisions (code, name, geom)
    SELECT unnest(ARRAY['${PARENTS.join("','")}']), 'Division', ${square};
    INSERT INTO geospatial.us_states (code, name, parent_code, geom)
    SELECT code, 'State ' || code, (ARRAY['${PARENTS.join("','")}'])[nth % 2 + 1], ${square}
    FROM unnest(ARRAY['${STATES.join("','")}']) WITH ORDINALITY AS state (code, nth);
    INSERT INTO metadata.series
      (series_id, source_id, indicator_id, code, title, units, frequency, seasonal_adjustment, region_code)
    SELECT nth - 1, 1, 1, 'S' || nth - 1, 'Series', 'Percent', 'M', 'NSA', code
    FROM unnest(ARRAY['${STATES.slice(0, -1).join("','")}']) WITH ORDINALITY AS state (code, nth);
    INSERT INTO metadata.series
      (series_id, source_id, indicator_id, code, title, units, frequency, seasonal_adjustment, region_code)
    SELECT 100 + series_id, 1, 3, 'P' || series_id, 'Population', 'Persons', 'A', 'NSA', region_code FROM metadata.series;
    INSERT INTO timeseries.economic_observations (series_id, observed_at, value) VALUES ${rows.join(', ')};
    INSERT INTO timeseries.economic_observations (series_id, observed_at, value)
    SELECT 100 + id, make_date(2009 + year, 1, 1), 1000 * (id + 1) + year
    FROM generate_series(0, ${series.length - 1}) AS id, generate_series(1, 6, 2) AS year;
  `);
  own = await startSubgraph({ databaseUrl: database.databaseUrl });
  sandbox = await startSubgraph();
});
afterAll(async () => {
  await own.close();
  await sandbox.close();
  await database.close();
});

const args = fc
  .record({
    parent: fc.constantFrom(null, ...PARENTS),
    range: fc.tuple(fc.integer({ min: -200, max: 2_500 }), fc.integer({ min: 0, max: 1_500 })),
    bucket: fc.constantFrom('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'),
    aggregate: fc.constantFrom('LAST', 'FIRST', 'MEAN', 'MIN', 'MAX', 'SUM', 'COUNT'),
    transform: fc.constantFrom('LEVEL', 'CHANGE', 'PERCENT_CHANGE', 'YEAR_ON_YEAR', 'INDEX', 'PER_CAPITA'),
    base: fc.integer({ min: -100, max: 2_500 }).map(dayOf),
  })
  .map(({ range: [first, days], base, ...rest }) => ({
    ...rest,
    from: dayOf(first),
    to: dayOf(first + days),
    base: rest.transform === 'INDEX' ? base : null,
  }));

interface Figures {
  readonly times: readonly string[];
  readonly values: readonly (number | null)[];
}

/** Regions × times of what each region's series answers; a region whose series has no value at all is on no map. */
function panelOf(regions: readonly (Figures & { readonly code: string })[]) {
  const times = [...new Set(regions.flatMap((region) => region.times))].sort();
  return {
    codes: regions.map(({ code }) => code),
    names: regions.map(({ code }) => `State ${code}`),
    times,
    values: regions.map((region) => times.map((time) => region.values[region.times.indexOf(time)] ?? null)),
  };
}

test(`${RUNS} random panels are the observations of each series: ORACLE_SEED=${SEED}`, {
  timeout: 300_000,
}, async () => {
  const codes = series.map((_, id) => `OWN:S${id}`);
  const hasValue = series.map(({ values }) => values.some((value) => value !== null));
  const figures = `bucket: $bucket, aggregate: $aggregate, transform: $transform, base: $base`;
  const variables = `$from: Date!, $to: Date!, $bucket: TimeBucket!, $aggregate: Aggregate, $transform: Transform, $base: Date`;
  const property = fc.asyncProperty(args, async ({ parent, ...asked }) => {
    const panel = await own.ask(
      `query ($parent: String, ${variables}) {
        panel(indicator: "RATE", level: STATE, parent: $parent, from: $from, to: $to, ${figures}) {
          codes names times values
        }
      }`,
      { parent, ...asked },
    );
    expect(panel.errors).toBeUndefined();
    const { values } = panel.data.panel as { readonly values: readonly Figures['values'][] };
    // Without any value, the population is checked.
    if (values.flat().some((value) => value !== null)) expect(panel.statements).toHaveLength(1);
    const { data } = await own.ask(
      `query ($codes: [String!]!, ${variables}) {
        seriesByCodes(codes: $codes) { observationColumns(from: $from, to: $to, ${figures}, limit: 10000) { times values } }
      }`,
      { codes, ...asked },
    );
    const rows = data.seriesByCodes as readonly { readonly observationColumns: Figures }[];
    const regions = rows.flatMap(({ observationColumns }, nth) => ({ code: STATES[nth] ?? '', ...observationColumns }));
    const shown = regions.filter((_, nth) => hasValue[nth] && (!parent || PARENTS[(nth + 1) % 2] === parent));
    expect(panel.data.panel).toEqual(panelOf(shown));
  });
  await fc.assert(property, { seed: SEED, numRuns: RUNS });
});

test('a panel per person is refused where the population of no region is known', async () => {
  const answer = await sandbox.ask(
    '{ panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, parent: "US-10", from: "2009-01-01", transform: PER_CAPITA) { values } }',
  );
  expect(errorsOf(answer)).toMatchObject([
    {
      message:
        'transform: PER_CAPITA needs the population of the region. There is no series of the indicator POPULATION about "US-10001".',
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
});

test('a panel of all counties is one statement, and says what it is of', async () => {
  const { data, statements } = await sandbox.ask(`{
    panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, from: "2000-01-01", to: "2009-12-31") {
      indicator { code units } level parent { code } codes names times dates values
    }
  }`);
  const { codes, names, values, ...rest } = data.panel as Figures & { codes: string[]; names: string[] };
  expect(rest).toEqual({
    indicator: { code: 'UNEMPLOYMENT_RATE', units: 'Percent' },
    level: 'COUNTY',
    parent: null,
    times: ['2009-01-01T00:00:00.000Z'],
    dates: ['2009-01-01'],
  });
  expect(codes).toEqual(codes.toSorted());
  expect(names[codes.indexOf('US-06037')]).toBe('Los Angeles');
  const rates = countyRates();
  expect(values).toEqual(codes.map((code) => [rates.get(code)]));
  // The figures of the panel, and its indicator.
  expect(statements).toHaveLength(2);
});

test('what there is none of: an indicator, values of one, a parent, days', async () => {
  const ask = (given: string) => own.ask(`{ panel(level: STATE, ${given}) { parent { code } codes times values } }`);
  const messageOf = async (given: string) => errorsOf(await ask(`${given}, from: "2010-01-01"`))[0]?.message;
  expect(await messageOf('indicator: "X"')).toBe('indicator: there is no indicator "X".');
  expect(await messageOf('indicator: "NONE"')).toBe(
    'level: "NONE" has no figures of level STATE. It has none of any level.',
  );
  const before = await ask('indicator: "RATE", from: "1900-01-01", to: "1900-12-31", parent: "US-D1"');
  expect(before.data.panel).toMatchObject({ parent: { code: 'US-D1' }, times: [] });
  expect(errorsOf(await ask('indicator: "RATE", from: "2010-01-01", parent: "US-X"'))[0]).toMatchObject({
    message: 'parent: there is no region "US-X". Did you mean "US-D1" (Division) or "US-D2" (Division)?',
    extensions: { code: 'BAD_USER_INPUT' },
  });
});

test.each([
  ['from: "2010-01-02", to: "2010-01-01"', 'from: must not be after to.'],
  ['from: "1900-01-01", to: "1950-01-01", bucket: DAY', 'periods between from and to: from 1 to 10000, not 18263.'],
  ['from: "2010-01-01", transform: INDEX', 'transform: INDEX needs base, the day whose value is 100.'],
  [
    'from: "1990-01-01", to: "2020-01-01"',
    'observations: at most 1000000 over a whole request, not 1211100. Request fewer series, or fewer figures of each.',
  ],
])('panel(%s) is refused before anything is read', async (given, message) => {
  const answer = await own.ask(`{ panel(indicator: "RATE", level: COUNTY, ${given}) { codes } }`);
  expect(errorsOf(answer)[0]).toMatchObject({ message, path: ['panel'], extensions: { code: 'BAD_USER_INPUT' } });
  expect(answer.statements).toHaveLength(0);
});
