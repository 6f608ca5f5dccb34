import { afterAll, beforeAll, expect, test } from 'vitest';
import { countyRates, shapes } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const rates = countyRates();
const counties = shapes('counties').map(({ code, name }) => ({ code, name, value: rates.get(code) ?? null }));
const values = counties.flatMap(({ value }) => value ?? []).sort((one, other) => one - other);

/** Five classes with as many values each as equal values allow: each ends with the value at its share of the list. */
const bounds = [0.2, 0.4, 0.6, 0.8, 1].map((share) => values[Math.ceil(share * values.length) - 1] ?? 0);
const classOf = (value: number) => 1 + bounds.findIndex((upper) => value <= upper);
const classes = bounds.map((upper, index) => ({
  class: index + 1,
  lower: bounds[index - 1] ?? values[0],
  upper,
  count: values.filter((value) => classOf(value) === index + 1).length,
}));
const mapped = (each: (typeof counties)[number]) => ({
  value: each.value,
  class: each.value === null ? null : classOf(each.value),
  region: { code: each.code, name: each.name, level: 'COUNTY' },
});

const FIELDS = `
  indicator { code name units decimals direction } level parent { code name level } time
  classes { class lower upper count } regions { value class region { code name level } }
`;
const indicator = {
  code: 'UNEMPLOYMENT_RATE',
  name: 'Unemployment rate',
  units: 'Percent',
  decimals: 1,
  direction: 'LOWER_IS_BETTER',
};

test('a map of every county: values, classes and breaks in one statement, its indicator in another', async () => {
  const { data, statements } = await subgraph.ask(
    `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { ${FIELDS} } }`,
  );
  expect(data).toEqual({
    choropleth: {
      indicator,
      level: 'COUNTY',
      parent: null,
      time: '2009-01-01T00:00:00.000Z',
      classes,
      regions: counties.map(mapped),
    },
  });
  expect(counties.some(({ value }) => value === null)).toBe(true);
  expect(statements).toHaveLength(2);
  expect(statements.filter((statement) => statement.includes('geom'))).toEqual([]);
});

test('a map of one state keeps the classes of the whole', async () => {
  const { data, statements } = await subgraph.ask(
    `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, parent: "US-06") {
      ${FIELDS} regions { region { boundingBox geometry(simplify: 5000, precision: 2) } }
    } }`,
  );
  const found = data.choropleth as { regions: { region: object }[] };
  expect({
    ...found,
    regions: found.regions.map(({ region, ...rest }) => ({ ...rest, region: withoutShape(region) })),
  }).toEqual({
    indicator,
    level: 'COUNTY',
    parent: { code: 'US-06', name: 'California', level: 'STATE' },
    time: '2009-01-01T00:00:00.000Z',
    classes,
    regions: counties.filter(({ code }) => code.startsWith('US-06')).map(mapped),
  });
  // The map, its indicator, all boxes, all borders.
  expect(statements).toHaveLength(4);
});

function withoutShape(region: object) {
  const { boundingBox, geometry, ...rest } = region as { boundingBox: number[]; geometry: { type: string } };
  expect(boundingBox).toHaveLength(4);
  expect(geometry.type).toBe('MultiPolygon');
  return rest;
}

test('an indicator without values on a level has no classes, and its regions no values', async () => {
  const { data } = await subgraph.ask(`{
    choropleth(indicator: "EMPLOYMENT", level: COUNTY, parent: "US-10") {
      indicator { code } time classes { class } regions { value class region { name } }
    }
    empty: choropleth(indicator: "EMPLOYMENT", level: FSA) { time classes { class } regions { value } }
    unknown: choropleth(indicator: "HAPPINESS", level: COUNTY) { time }
  }`);
  const nothing = (name: string) => ({ value: null, class: null, region: { name } });
  expect(data).toEqual({
    choropleth: {
      indicator: { code: 'EMPLOYMENT' },
      time: null,
      classes: [],
      regions: ['Kent', 'New Castle', 'Sussex'].map(nothing),
    },
    empty: { time: null, classes: [], regions: [] },
    unknown: null,
  });
});

test.each([
  ['COUNTY', 'US-99'],
  ['COUNTY', 'US-06037'],
  ['PROVINCE', 'CA-35'],
])('regions of level %s under %s are refused', async (level, parent) => {
  const answer = await subgraph.ask(
    `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: ${level}, parent: "${parent}") { time } }`,
  );
  expect(answer.data).toEqual({ choropleth: null });
  expect(errorsOf(answer)).toEqual([
    {
      message: `parent: "${parent}" is no region that one of level ${level} can be a part of.`,
      path: ['choropleth'],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
    },
  ]);
});
