import { afterAll, beforeAll, expect, test } from 'vitest';
import { classes, classOf, counties, values } from '../testing/county-map.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const mapped = (each: (typeof counties)[number]) => ({
  value: each.value,
  class: each.value === null ? null : classOf(each.value),
  region: { code: each.code, name: each.name, level: 'COUNTY' },
});

const FIELDS = `
  indicator { code name units decimals direction } level parent { code name level } time
  classes { class lower upper count } withoutValue regions { value class region { code name level } }
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
      withoutValue: counties.length - values.length,
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
    withoutValue: counties.length - values.length,
    regions: counties.filter(({ code }) => code.startsWith('US-06')).map(mapped),
  });
  // The map, its parent, its indicator, all boxes, all borders.
  expect(statements).toHaveLength(5);
});

function withoutShape(region: object) {
  const { boundingBox, geometry, ...rest } = region as { boundingBox: number[]; geometry: { type: string } };
  expect(boundingBox).toHaveLength(4);
  expect(geometry.type).toBe('MultiPolygon');
  return rest;
}

test('what is fetched of a map is what is asked of it, and each field says the same alone', async () => {
  const regionFields = await fieldsWithoutArgs('Region');
  const fields = [
    ...(await fieldsWithoutArgs('Choropleth')),
    ...regionFields.map((field) => `regions { region { ${field} } }`),
  ];
  const whole = fields.map((field, index) => `f${index}: choropleth(...$) { ${field} }`);
  expect(regionFields).toEqual(
    expect.arrayContaining(['code', 'name', 'nameFr', 'parent { __typename }', 'landAreaKm2']),
  );
  for (const args of ['level: COUNTY, parent: "US-10"', 'level: PROVINCE', 'level: STATE, classes: 3, method: JENKS']) {
    const ask = async (query: string) =>
      (await subgraph.ask(query.replaceAll('(...$)', `(indicator: "UNEMPLOYMENT_RATE", ${args})`))).data;
    const together = await ask(`{ choropleth(...$) { ${fields.join(' ')} } }`);
    const alone = await ask(`{ ${whole.join(' ')} }`);
    const [first] = Object.values(together) as Record<string, unknown>[];
    expect(merged(Object.values(alone) as Record<string, unknown>[])).toEqual(first);
  }
});

test('what is left out of a query is not fetched', async () => {
  const query = `query ($yes: Boolean!) {
    choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { ...map @skip(if: $yes) regions @skip(if: $yes) { value } level }
  } fragment map on Choropleth { regions { region { name } } }`;
  const { data, statements } = await subgraph.ask(query, { yes: true });
  expect(data).toEqual({ choropleth: { level: 'COUNTY' } });
  expect(statements.join()).toContain('where false');
  const asked = await subgraph.ask(query, { yes: false });
  expect((asked.data.choropleth as { regions: unknown[] }).regions[0]).toEqual({
    value: 9.7,
    region: { name: 'Autauga' },
  });
});

/** The fields of a type that need no arguments, with the name of what they are where that is an object. */
async function fieldsWithoutArgs(type: string): Promise<string[]> {
  const { data } = await subgraph.ask(`{
    __type(name: "${type}") {
      fields { name args { defaultValue type { kind } } type { ...kind ofType { ...kind ofType { ...kind ofType { ...kind } } } } }
    }
  } fragment kind on __Type { kind }`);
  interface Kind {
    readonly kind: string;
    readonly ofType?: Kind | null;
  }
  const { fields } = data.__type as { fields: { name: string; args: { type: Kind }[]; type: Kind }[] };
  const named = (kind: Kind): string => (kind.ofType ? named(kind.ofType) : kind.kind);
  return fields.map(({ name, type: kind }) => (named(kind) === 'OBJECT' ? `${name} { __typename }` : name));
}

/** Answers as one: objects by key, lists item by item. */
function merged(answers: readonly Record<string, unknown>[]): Record<string, unknown> {
  return answers.reduce((one, other) => join(one, other) as Record<string, unknown>, {});
}

function join(one: unknown, other: unknown): unknown {
  if (Array.isArray(one) && Array.isArray(other)) return one.map((item, index) => join(item, other[index]));
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return other;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  return Object.fromEntries(
    Array.from(keys, (key) => [
      key,
      key in left && key in right ? join(left[key], right[key]) : (left[key] ?? right[key] ?? null),
    ]),
  );
}

test('a level without values on a day has no classes, and its regions no values', async () => {
  const { data } = await subgraph.ask(`{
    choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, parent: "US-10", at: "2008-12-31") {
      indicator { code } time date classes { class } withoutValue regions { value class region { name } }
    }
  }`);
  const nothing = (name: string) => ({ value: null, class: null, region: { name } });
  expect(data).toEqual({
    choropleth: {
      indicator: { code: 'UNEMPLOYMENT_RATE' },
      time: null,
      date: null,
      classes: [],
      withoutValue: counties.length,
      regions: ['Kent', 'New Castle', 'Sussex'].map(nothing),
    },
  });
});

test.each([
  ['COUNTY', 'US-06037'],
  ['PROVINCE', 'CA-35'],
])('regions of level %s under %s are refused', async (level, parent) => {
  const answer = await subgraph.ask(
    `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: ${level}, parent: "${parent}") { time } }`,
  );
  expect(answer.data).toEqual({ choropleth: null });
  expect(errorsOf(answer)).toEqual([
    {
      message: `parent: "${parent}" is not a region that contains regions of level ${level}.`,
      path: ['choropleth'],
      extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' },
    },
  ]);
});

test('tileUrlTemplate names its tiles, from where the graph is or from the origin that is configured', async () => {
  const query = '{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, at: "2009-01-01") { tileUrlTemplate } }';
  const path = '/tiles/county/{z}/{x}/{y}.mvt?indicator=UNEMPLOYMENT_RATE&at=2009-01-01';
  const elsewhere = await startSubgraph({ tilesOrigin: 'https://graph.example' });
  expect((await subgraph.ask(query)).data).toEqual({ choropleth: { tileUrlTemplate: path } });
  expect((await elsewhere.ask(query)).data).toEqual({
    choropleth: { tileUrlTemplate: `https://graph.example${path}` },
  });
  await elsewhere.close();
});
