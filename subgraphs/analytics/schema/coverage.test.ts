/** What the series of an indicator or a source cover, over random series. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../../test/own-database.ts';
import { startSubgraph } from '../testing/subgraph.ts';

const REGIONS = {
  STATE: ['US-06', 'US-10'],
  COUNTY: ['US-06001', 'US-06003', 'US-06005'],
  PROVINCE: ['CA-24', 'CA-35'],
} as const;
const TABLES = { STATE: 'us_states', COUNTY: 'us_counties', PROVINCE: 'ca_provinces' } as const;
const levels = ['STATE', 'COUNTY', 'PROVINCE'] as const;
const day = fc.integer({ min: 0, max: 9_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
const row = fc.record({
  source: fc.integer({ min: 1, max: 2 }),
  indicator: fc.option(fc.integer({ min: 1, max: 3 })),
  region: fc.option(fc.constantFrom('US', ...Object.values(REGIONS).flat()), { freq: 8 }),
  frequency: fc.constantFrom('D', 'W', 'M', 'Q', 'A'),
  span: fc.tuple(day, day).map((days) => days.sort()),
  hasFigures: fc.boolean(),
});
const seed = Number(process.env.ORACLE_SEED ?? 17);
const rows = fc.sample(row, { seed, numRuns: 200 });

let database: OwnDatabase;
let own: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  const quoted = (text: string | null | undefined) => (text == null ? 'null' : `'${text}'`);
  const series = rows.map(({ source, indicator, region, frequency, span }, id) => {
    const days = [quoted(span[0]), quoted(span[1])];
    return `(${id}, ${source}, ${indicator}, 'S${id}', 'Series', 'Percent', '${frequency}', 'NSA', ${quoted(region)}, ${days})`;
  });
  const figures = rows.flatMap(({ hasFigures }, id) => (hasFigures ? [`(${id}, '2020-01-01', ${id})`] : []));
  const borders = levels.map((level) => {
    const values = REGIONS[level].map((code) => `('${code}', '${code}', st_geomfromtext('MULTIPOLYGON EMPTY', 4326))`);
    return `INSERT INTO geospatial.${TABLES[level]} (code, name, geom) VALUES ${values};`;
  });
  database = await startOwnDatabase(`
    INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'ONE', 'One'), (2, 'TWO', 'Two'), (3, 'UNUSED', 'Unused');
    INSERT INTO metadata.indicators (indicator_id, code, name, units, direction)
    SELECT id, 'I' || id, 'Indicator', 'Percent', 'NEUTRAL' FROM generate_series(1, 4) AS id;
    ${borders.join(' ')}
    INSERT INTO metadata.series (
      series_id, source_id, indicator_id, code, title, units, frequency, seasonal_adjustment, region_code, starts_on, ends_on
    ) VALUES ${series};
    INSERT INTO timeseries.economic_observations (series_id, observed_at, value) VALUES ${figures};
  `);
  own = await startSubgraph({ databaseUrl: database.databaseUrl });
});
afterAll(async () => {
  await own.close();
  await database.close();
});

type Row = (typeof rows)[number];

const FREQUENCIES = { D: 'DAILY', W: 'WEEKLY', M: 'MONTHLY', Q: 'QUARTERLY', A: 'ANNUAL' };

function spanOf(part: readonly Row[]) {
  const days = part.flatMap(({ span }) => span).sort();
  const frequencies = Object.entries(FREQUENCIES).filter(([key]) => part.some(({ frequency }) => frequency === key));
  return {
    series: part.length,
    startsOn: days.at(0),
    endsOn: days.at(-1),
    frequencies: frequencies.map(([, name]) => name),
  };
}

/** A series is of the level of its region where its indicator has a figure there. */
function coverage(part: readonly Row[]) {
  if (part.length === 0) return null;
  const hasFigure = (asked: Row) =>
    rows.some(({ indicator, region, hasFigures }) => {
      return hasFigures && indicator !== null && indicator === asked.indicator && region === asked.region;
    });
  return {
    ...spanOf(part),
    levels: levels.flatMap((level) => {
      const codes: readonly string[] = REGIONS[level];
      const there = part.filter((each) => codes.includes(each.region ?? '') && hasFigure(each));
      if (there.length === 0) return [];
      return [{ level, regions: new Set(there.map(({ region }) => region)).size, ...spanOf(there) }];
    }),
  };
}

test('coverage is what plain loops over the series find, in one statement for all', async () => {
  const SPAN = 'series startsOn endsOn frequencies';
  const COVERAGE = `coverage { ${SPAN} levels { level regions ${SPAN} } }`;
  const { data, errors, statements } = await own.ask(`{ indicators { ${COVERAGE} } dataSources { ${COVERAGE} } }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    indicators: [1, 2, 3, 4].map((id) => ({ coverage: coverage(rows.filter(({ indicator }) => indicator === id)) })),
    dataSources: [1, 2, 3].map((id) => ({ coverage: coverage(rows.filter(({ source }) => source === id)) })),
  });
  expect(statements).toHaveLength(4);
});
