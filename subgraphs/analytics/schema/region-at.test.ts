import { afterAll, beforeAll, expect, test } from 'vitest';
import { contains, shapes } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const regionsAt = (level: string) =>
  `query ($places: [PlaceInput!]!) { regionsAt(places: $places, level: ${level}) { code } }`;

/** 1,000 points over the contiguous states and the seas around them, the same each time. */
function points(): { latitude: number; longitude: number }[] {
  let seed = 20_240_229;
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  return Array.from({ length: 1_000 }, () => ({ latitude: 24 + random() * 26, longitude: -126 + random() * 61 }));
}

test.each(['COUNTY', 'STATE'] as const)(
  'a thousand points find the %s that they are in, in one statement',
  async (level) => {
    const borders = shapes(level === 'STATE' ? 'states' : 'counties');
    const places = points();
    const { data, statements } = await subgraph.ask(regionsAt(level), { places });
    const expected = places.map(({ latitude, longitude }) => {
      const border = borders.find((shape) => contains(shape, [longitude, latitude]));
      return border ? { code: border.code } : null;
    });
    expect(data).toEqual({ regionsAt: expected });
    expect(expected.filter((each) => each === null).length).toBeGreaterThan(100);
    expect(statements).toHaveLength(1);
  },
);

test('a place without a point is found by the name of its state or province', async () => {
  const { data, statements } = await subgraph.ask(
    `query ($places: [PlaceInput!]!) {
      state: regionsAt(places: $places, level: STATE) { name }
      province: regionsAt(places: $places, level: PROVINCE) { name nameFr }
      county: regionsAt(places: $places) { name }
    }`,
    {
      places: [
        { name: 'california', country: 'United States' },
        { name: ' TEXAS ' },
        { name: 'Québec', country: 'Canada' },
        { name: 'nova scotia', country: 'ca' },
        { name: 'Ontario', country: 'United States' },
        { name: 'California', country: 'Canada' },
        { name: 'Bavaria', country: 'Germany' },
        { name: '', country: 'US' },
        {},
        { latitude: 34.05, longitude: -118.24, name: 'Texas' },
        { latitude: 0, longitude: 0, name: 'Texas', country: 'US' },
      ],
    },
  );
  const california = { name: 'California' };
  const texas = { name: 'Texas' };
  expect(data).toEqual({
    state: [california, texas, null, null, null, null, null, null, null, california, texas],
    province: [
      null,
      null,
      { name: 'Quebec', nameFr: 'Québec' },
      { name: 'Nova Scotia', nameFr: 'Nouvelle-Écosse' },
      null,
      null,
      null,
      null,
      null,
      null,
      null,
    ],
    county: [null, null, null, null, null, null, null, null, null, { name: 'Los Angeles' }, null],
  });
  expect(statements).toHaveLength(3);
});

test('a point on the border of two is in the one with the lower code, and places can repeat', async () => {
  // Four Corners stands on the corner of four states: Arizona, Colorado, New Mexico, Utah.
  const corner = shapes('states')
    .filter(({ name }) => ['Arizona', 'Colorado', 'New Mexico', 'Utah'].includes(name))
    .map(({ polygons }) => [...new Set(polygons.flat(2).map((point) => point.join(' ')))])
    .reduce((shared, points) => shared.filter((point) => points.includes(point)));
  expect(corner).toHaveLength(1);
  const [longitude, latitude] = corner[0]?.split(' ').map(Number) ?? [];
  const { data } = await subgraph.ask(regionsAt('STATE'), {
    places: [
      { latitude, longitude },
      { latitude, longitude },
    ],
  });
  expect(data).toEqual({ regionsAt: [{ code: 'US-04' }, { code: 'US-04' }] });
});

test('one point, and several at once in one statement', async () => {
  const { data, statements } = await subgraph.ask(`{
    angeles: regionAt(latitude: 34.05, longitude: -118.24) { name level parent { name } }
    toronto: regionAt(latitude: 43.7, longitude: -79.4) { name }
    ontario: regionAt(latitude: 43.7, longitude: -79.4, level: PROVINCE) { name }
  }`);
  expect(data).toEqual({
    angeles: { name: 'Los Angeles', level: 'COUNTY', parent: { name: 'California' } },
    toronto: null,
    ontario: { name: 'Ontario' },
  });
  // Two levels; then the parent.
  expect(statements).toHaveLength(3);
});

test.each([
  [{ latitude: 1 }, 'places[1]: give both latitude and longitude, or neither.'],
  [{ longitude: 1, name: 'Texas' }, 'places[1]: give both latitude and longitude, or neither.'],
  [{ latitude: 90.5, longitude: 0 }, 'places[1]: latitude is from -90 to 90 degrees, not 90.5.'],
  [{ latitude: 0, longitude: -181 }, 'places[1]: longitude is from -180 to 180 degrees, not -181.'],
])('the place %j is refused by its index', async (place, message) => {
  const answer = await subgraph.ask(regionsAt('STATE'), { places: [{ name: 'Texas' }, place] });
  expect(answer.data).toEqual({ regionsAt: null });
  expect(errorsOf(answer)).toEqual([
    { message, path: ['regionsAt'], extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' } },
  ]);
});

test('more than 1,000 places are refused, and a point off the globe', async () => {
  const answer = await subgraph.ask(
    `query ($places: [PlaceInput!]!) {
      regionsAt(places: $places) { code }
      regionAt(latitude: 91, longitude: 0) { code }
    }`,
    { places: Array.from({ length: 1_001 }, () => ({ name: 'Texas' })) },
  );
  expect(answer.data).toEqual({ regionsAt: null, regionAt: null });
  const extensions = { code: 'BAD_USER_INPUT', upstream: 'analytics' };
  expect(errorsOf(answer)).toEqual([
    { message: 'latitude is from -90 to 90 degrees, not 91.', path: ['regionAt'], extensions },
    {
      message: 'places: at most 1000 at a time, not 1001. Request the rest in another request.',
      path: ['regionsAt'],
      extensions,
    },
  ]);
});
