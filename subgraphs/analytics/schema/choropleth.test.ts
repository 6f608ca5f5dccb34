import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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

interface Map {
  classes: { class: number; lower: number; upper: number; count: number }[];
  withoutValue: number;
  regions: { value: number | null; class: number | null; region: { code: string } }[];
}

async function mapOf(args: string): Promise<Map & { statements: readonly string[] }> {
  const { data, errors, statements } = await subgraph.ask(`{
    choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, ${args}) {
      classes { class lower upper count } withoutValue regions { value class region { code } }
    }
  }`);
  expect(errors).toBeUndefined();
  return { ...(data.choropleth as Map), statements };
}

describe('choropleth(classes, method): breaks, counts per class, nulls apart', () => {
  const [least = Number.NaN, greatest = Number.NaN] = [values[0], values.at(-1)];
  const sixths = [1, 2, 3, 4, 5, 6].map((sixth) => least + ((greatest - least) * sixth) / 6);
  const ninths = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((ninth) => values[Math.ceil((ninth * values.length) / 9) - 1] ?? 0);

  test.each([
    ['EQUAL_INTERVAL', 6, sixths],
    ['QUANTILE', 9, [...new Set(ninths)]],
    ['QUANTILE', 2, [values[Math.ceil(values.length / 2) - 1] ?? 0, greatest]],
  ] as const)('%s into %i', async (method, count, uppers) => {
    const { classes, regions, withoutValue, statements } = await mapOf(`method: ${method}, classes: ${count}`);
    const holds = (index: number) => (value: number) =>
      value <= (uppers[index] ?? 0) && (index === 0 || value > (uppers[index - 1] ?? 0));
    expect(classes).toEqual(
      uppers.map((upper, index) => ({
        class: index + 1,
        lower: expect.closeTo(uppers[index - 1] ?? least, 10),
        upper: expect.closeTo(upper, 10),
        count: values.filter(holds(index)).length,
      })),
    );
    expect(withoutValue).toBe(counties.length - values.length);
    expect(regions).toEqual(
      counties.map(({ code, value }) => ({
        region: { code },
        value,
        class: value === null ? null : uppers.findIndex((_, index) => holds(index)(value)) + 1,
      })),
    );
    expect(statements).toHaveLength(1);
  });

  test('JENKS: in order, each value in one class, alike within it', async () => {
    const { classes, regions } = await mapOf('method: JENKS, classes: 7');
    expect(classes.map((each) => each.class)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([classes[0]?.lower, classes[6]?.upper]).toEqual([least, greatest]);
    expect(classes.slice(1).map(({ lower }) => lower)).toEqual(classes.slice(0, -1).map(({ upper }) => upper));
    expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
    const grouped = classes.map((each) => regions.filter((region) => region.class === each.class));
    expect(grouped.map(({ length }) => length)).toEqual(classes.map(({ count }) => count));
    const spread = (groups: number[][]) =>
      groups.reduce((sum, group) => {
        const mean = group.reduce((total, value) => total + value, 0) / group.length;
        return sum + group.reduce((total, value) => total + (value - mean) ** 2, 0);
      }, 0);
    const quantiles = await mapOf('method: QUANTILE, classes: 7');
    const valuesIn = (map: Map) =>
      map.classes.map((each) =>
        map.regions.flatMap((region) => (region.class === each.class ? (region.value ?? []) : [])),
      );
    expect(spread(grouped.map((group) => group.flatMap(({ value }) => value ?? [])))).toBeLessThan(
      spread(valuesIn(quantiles)),
    );
  });

  test('five quantiles are what there is without asking; under a parent, classes are those of the whole level', async () => {
    const asked = await mapOf('method: QUANTILE, classes: 5');
    expect(asked.classes).toEqual(classes);
    const whole = await mapOf('method: JENKS, classes: 3');
    const part = await mapOf('method: JENKS, classes: 3, parent: "US-06"');
    expect(part).toEqual({
      ...whole,
      statements: part.statements,
      regions: whole.regions.filter(({ region }) => region.code.startsWith('US-06')),
    });
  });

  test('at a day: the latest values of that day or before', async () => {
    const [onTheDay, later, before] = [
      await mapOf('at: "2009-01-01"'),
      await mapOf('at: "2012-02-29", classes: 5'),
      await mapOf('at: "2008-12-31"'),
    ];
    const { statements: _, ...latest } = await mapOf('method: QUANTILE');
    expect(onTheDay).toEqual({ ...latest, statements: onTheDay.statements });
    expect(later).toEqual({ ...latest, statements: later.statements });
    expect(before).toEqual({
      classes: [],
      withoutValue: counties.length,
      regions: counties.map(({ code }) => ({ region: { code }, value: null, class: null })),
      statements: before.statements,
    });
    expect([onTheDay.statements, before.statements].map(({ length }) => length)).toEqual([1, 2]);
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

  test.each([1, 10])('%i classes are refused', async (count) => {
    const answer = await subgraph.ask(
      `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, classes: ${count}) { time } }`,
    );
    expect(answer.data).toEqual({ choropleth: null });
    expect(errorsOf(answer).map(({ message }) => message)).toEqual([`classes: from 2 to 9, not ${count}.`]);
  });
});
