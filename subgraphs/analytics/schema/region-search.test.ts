import fc from 'fast-check';
import type { Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contains, type Shape, shapes } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

type Box = [west: number, south: number, east: number, north: number];

const states = shapes('states');

async function statesIn(bbox: readonly number[]): Promise<string[]> {
  const { data, errors } = await subgraph.ask(
    'query ($bbox: [Float!]) { regions(level: STATE, bbox: $bbox, first: 200) { edges { node { code } } } }',
    { bbox },
  );
  expect(errors).toBeUndefined();
  return (data.regions as { edges: { node: { code: string } }[] }).edges.map(({ node }) => node.code).sort();
}

/** Whether any of a shape lies in a box: a part of its border does, or all of the box is inside of it. */
function meets(shape: Shape, [west, south, east, north]: Box): boolean {
  if (west > east) return meets(shape, [west, south, 180, north]) || meets(shape, [-180, south, east, north]);
  const edges = shape.polygons.flat().flatMap((ring) => ring.slice(1).map((end, index) => [ring[index] ?? end, end]));
  return edges.some((edge) => clips(edge, [west, south, east, north])) || contains(shape, [west, south]);
}

/** Whether a segment has a part in a box: what the box's four sides leave of it, from 0 to 1 along (Liang and Barsky). */
function clips([[x1 = 0, y1 = 0] = [], [x2 = 0, y2 = 0] = []]: Position[], [west, south, east, north]: Box): boolean {
  const sides = [
    [x1 - x2, x1 - west],
    [x2 - x1, east - x1],
    [y1 - y2, y1 - south],
    [y2 - y1, north - y1],
  ];
  let [from, to] = [0, 1];
  for (const [outwards = 0, room = 0] of sides) {
    if (outwards === 0 && room < 0) return false;
    if (outwards < 0) from = Math.max(from, room / outwards);
    if (outwards > 0) to = Math.min(to, room / outwards);
  }
  return from <= to;
}

describe('regions(bbox: [west, south, east, north])', () => {
  test('finds what a plain loop over the borders finds, in boxes across the antimeridian too', async () => {
    const degrees = (least: number, most: number) => fc.double({ min: least, max: most, noNaN: true });
    const anywhere = fc.tuple(degrees(-180, 180), degrees(-90, 90), degrees(-180, 180), degrees(-90, 90));
    const near = fc
      .tuple(degrees(-130, -65), degrees(24, 50), degrees(0, 6), degrees(0, 6))
      .map(([west, south, width, height]) => [west, south, west + width, south + height] as const);
    await fc.assert(
      fc.asyncProperty(fc.oneof(anywhere, near), async ([west, one, east, other]) => {
        const box: Box = [west, Math.min(one, other), east, Math.max(one, other)];
        const expected = states.filter((state) => meets(state, box)).map(({ code }) => code);
        expect(await statesIn(box)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('Alaska is in a box on either side of the antimeridian and across it, and not in one at its latitude in Europe', async () => {
    expect(await statesIn([170, 50, 180, 60])).toEqual(['US-02']);
    expect(await statesIn([-180, 50, -150, 72])).toEqual(['US-02']);
    expect(await statesIn([170, 50, -170, 60])).toEqual(['US-02']);
    expect(await statesIn([0, 50, 30, 72])).toEqual([]);
  });

  test('goes with every other filter, and with the count', async () => {
    const { data } = await subgraph.ask(`{
      regions(level: COUNTY, parent: "US-06", search: "san", bbox: [-118, 32, -116, 34]) {
        totalCount edges { node { name } }
      }
    }`);
    expect(data).toEqual({
      regions: { totalCount: 2, edges: [{ node: { name: 'San Bernardino' } }, { node: { name: 'San Diego' } }] },
    });
  });

  test.each([
    [[1, 2, 3], 'bbox: four numbers, [west, south, east, north], not 3.'],
    [[-181, 0, 0, 1], 'bbox, longitude: from -180 to 180, not -181.'],
    [[0, -91, 0, 1], 'bbox, latitude: from -90 to 90, not -91.'],
    [[0, 2, 1, 1], 'bbox: south is at most north, not 2 above 1. Swap them.'],
  ])('%j is refused', async (bbox, message) => {
    const answer = await subgraph.ask('query ($bbox: [Float!]) { regions(level: STATE, bbox: $bbox) { totalCount } }', {
      bbox,
    });
    expect(answer.data).toEqual({ regions: null });
    expect(errorsOf(answer)).toEqual([
      { message, path: ['regions'], extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' } },
    ]);
  });
});

test('every one of the 14 boundary tables is a level, its regions found or none', async () => {
  const { data: schema } = await subgraph.ask('{ __type(name: "RegionLevel") { enumValues { name } } }');
  const levels = (schema.__type as { enumValues: { name: string }[] }).enumValues.map(({ name }) => name);
  const { data } = await subgraph.ask(
    `{ ${levels.map((level) => `${level}: regions(level: ${level}, first: 1) { totalCount }`).join(' ')} }`,
  );
  const filled: Record<string, number> = { STATE: 56, COUNTY: 3_230, PROVINCE: 13 };
  expect(levels).toHaveLength(14);
  expect(data).toEqual(Object.fromEntries(levels.map((level) => [level, { totalCount: filled[level] ?? 0 }])));
});

test('names are in English, or in French where there are French names', async () => {
  const { data } = await subgraph.ask(
    `query ($codes: [String!]!) {
    regionsByCodes(codes: $codes) { name english: name(language: EN) french: name(language: FR) nameFr }
  }`,
    { codes: ['CA-24', 'US-06'] },
  );
  expect(data).toEqual({
    regionsByCodes: [
      { name: 'Quebec', english: 'Quebec', french: 'Québec', nameFr: 'Québec' },
      { name: 'California', english: 'California', french: 'California', nameFr: null },
    ],
  });
});

describe('a search that no region of the level has', () => {
  const query = `query ($level: RegionLevel!, $search: String, $first: Int, $after: String) {
    regions(level: $level, search: $search, first: $first, after: $after) {
      totalCount
      correctedSearch
      edges { cursor node { name } }
    }
  }`;
  type Found = {
    totalCount: number;
    correctedSearch: string | null;
    edges: { cursor: string; node: { name: string } }[];
  };
  const find = async (level: string, search: string, page = {}) =>
    (await subgraph.ask(query, { level, search, first: 3, ...page })).data.regions as Found;

  test.each([
    ['STATE', 'Californa', 'California'],
    ['STATE', 'pensylvania', 'Pennsylvania'],
    ['STATE', 'New Yrok', 'New York'],
    ['STATE', 'Missisippi', 'Mississippi'],
    ['STATE', 'Masachusets', 'Massachusetts'],
    ['STATE', 'north carolnia', 'North Carolina'],
    ['COUNTY', 'los angles', 'Los Angeles'],
    ['COUNTY', 'fransisco', 'San Francisco'],
    ['COUNTY', 'san deigo', 'San Diego'],
    ['COUNTY', 'Philadelfia', 'Philadelphia'],
    ['COUNTY', 'Mecklenberg', 'Mecklenburg'],
    ['PROVINCE', 'Quebeck', 'Quebec'],
    ['PROVINCE', 'nova scotla', 'Nova Scotia'],
    ['PROVINCE', 'Nouvelle-Ecose', 'Nouvelle-Écosse'],
    ['PROVINCE', 'saskatchewn', 'Saskatchewan'],
  ])('of %s: %j finds %j', async (level, search, name) => {
    const { correctedSearch, totalCount } = await find(level, search);
    expect([correctedSearch, totalCount > 0]).toEqual([name, true]);
  });

  test('has the pages and the count of the name that it is corrected to', async () => {
    const [typed, meant] = [await find('COUNTY', 'Washingten'), await find('COUNTY', 'Washington')];
    expect(typed).toEqual({ ...meant, correctedSearch: 'Washington' });
    expect([meant.totalCount > 3, meant.correctedSearch]).toEqual([true, null]);
    const page = { after: typed.edges[2]?.cursor };
    expect((await find('COUNTY', 'Washingten', page)).edges).toEqual((await find('COUNTY', 'Washington', page)).edges);
  });

  test('is not corrected where no name is like it, and costs one statement where it is found', async () => {
    expect(await find('COUNTY', 'xylophone')).toEqual({ totalCount: 0, correctedSearch: null, edges: [] });
    const found = '{ regions(level: COUNTY, search: "Kent") { correctedSearch edges { node { code } } } }';
    expect((await subgraph.ask(found)).statements).toHaveLength(1);
  });
});

test.each([
  ['x'.repeat(201), 'search: at most 200 characters, not 201. Search for fewer words.'],
  ['a '.repeat(17), 'search: at most 16 words, not 17. Search for fewer.'],
])('a search for %j is refused', async (search, message) => {
  const query = 'query ($search: String) { regions(level: STATE, search: $search) { totalCount } }';
  const answer = await subgraph.ask(query, { search });
  expect(errorsOf(answer)).toEqual([
    { message, path: ['regions'], extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' } },
  ]);
});
