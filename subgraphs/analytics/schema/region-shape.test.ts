import type { MultiPolygon, Position } from 'geojson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moments, type Shape, shapes } from '../testing/data.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

const states = shapes('states');
const alaska = states.find(({ name }) => name === 'Alaska');

/** The states whose border the database has as the atlas has it, Alaska aside. */
const plain = states.filter(({ name }) => name !== 'Alaska');

async function ask<Field>(codes: readonly string[], field: string): Promise<Field[]> {
  const { data, errors } = await subgraph.ask(
    `query ($codes: [String!]!) { regionsByCodes(codes: $codes) { field: ${field} } }`,
    { codes },
  );
  expect(errors).toBeUndefined();
  return (data.regionsByCodes as { field: Field }[]).map((region) => region.field);
}

const pointsOf = ({ polygons }: Pick<Shape, 'polygons'>) => polygons.flat(2);

function boxOf(points: Position[]): number[] {
  const [xs, ys] = [points.map(([x = 0]) => x), points.map(([, y = 0]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** The centre of area of polygons in the plane of degrees. */
function centreOf({ polygons }: Pick<Shape, 'polygons'>): { latitude: number; longitude: number } {
  const sum = { area: 0, x: 0, y: 0 };
  for (const [outer = [], ...holes] of polygons) {
    for (const [ring, sign] of [[outer, 1] as const, ...holes.map((hole) => [hole, -1] as const)]) {
      const { area, x, y } = moments(ring);
      const weight = sign * Math.sign(area);
      sum.area += weight * area;
      sum.x += weight * x;
      sum.y += weight * y;
    }
  }
  return { latitude: sum.y / sum.area, longitude: sum.x / sum.area };
}

test('bounding boxes are those of the points of the border', async () => {
  const boxes = await ask<number[]>(
    plain.map(({ code }) => code),
    'boundingBox',
  );
  expect(boxes).toEqual(plain.map((state) => boxOf(pointsOf(state)).map((degrees) => expect.closeTo(degrees, 9))));
});

test('the box of Alaska crosses the antimeridian, west greater than east', async () => {
  const points = pointsOf(alaska ?? { polygons: [] });
  const xs = points.map(([x = 0]) => x);
  const [, south, , north] = boxOf(points);
  const west = Math.min(...xs.filter((x) => x > 0));
  const east = Math.max(...xs.filter((x) => x < 0));
  const [box] = await ask<number[]>(['US-02'], 'boundingBox');
  expect(box).toEqual([west, south, east, north].map((degrees) => expect.closeTo(degrees ?? 0, 9)));
  expect(west).toBeGreaterThan(east);
});

test('centroids are the centres of area; that of Alaska is in Alaska', async () => {
  const centres = await ask<{ latitude: number; longitude: number }>(
    [...plain.map(({ code }) => code), 'US-02'],
    'centroid { latitude longitude }',
  );
  const east = (alaska?.polygons ?? []).map((rings) =>
    rings.map((ring) => ring.map(([x = 0, y = 0]) => [x < 0 ? x + 360 : x, y])),
  );
  const { latitude, longitude } = centreOf({ polygons: east });
  const expected = [...plain.map(centreOf), { latitude, longitude: longitude - 360 }];
  expect(centres).toEqual(
    expected.map((centre) => ({
      latitude: expect.closeTo(centre.latitude, 6),
      longitude: expect.closeTo(centre.longitude, 6),
    })),
  );
});

test('areas are geodesic: those of the border on a sphere, but for the flattening of the globe', async () => {
  const areas = await ask<number>(
    states.map(({ code }) => code),
    'areaKm2',
  );
  for (const [index, state] of states.entries()) {
    const onSphere = Math.abs(state.polygons.reduce((sum, rings) => sum + sphericalArea(rings), 0));
    expect(Math.abs((areas[index] ?? 0) / onSphere - 1)).toBeLessThan(0.007);
  }
});

/** Square kilometres of a polygon on a sphere of the globe's mean radius (Chamberlain and Duquette, JPL 07-03). */
function sphericalArea([outer = [], ...holes]: Position[][]): number {
  const radians = (degrees = 0) => (degrees * Math.PI) / 180;
  const areaOf = (ring: Position[]) =>
    Math.abs(
      segments(ring).reduce(
        (sum, [[x1, y1], [x2, y2]]) =>
          sum + (radians(x2) - radians(x1)) * (2 + Math.sin(radians(y1)) + Math.sin(radians(y2))),
        0,
      ) *
        (6_371.0088 ** 2 / 2),
    );
  return holes.reduce((area, hole) => area - areaOf(hole), areaOf(outer));
}

test.each([0, 5_000])(
  'Alaska is cut at the antimeridian (RFC 7946, section 3.1.9), simplified by %i m',
  async (metres) => {
    const [geometry] = await ask<MultiPolygon>(['US-02'], `geometry(simplify: ${metres}, precision: 9)`);
    const polygons = geometry?.coordinates ?? [];
    const sides = polygons.map((rings) => new Set(rings.flat().map(([x = 0]) => Math.sign(x))));
    expect(sides.every((side) => side.size === 1)).toBe(true);
    expect(new Set(sides.flatMap((side) => [...side]))).toEqual(new Set([-1, 1]));
    expect(polygons.flat(2).every(([x = 0, y = 0]) => Math.abs(x) <= 180 && Math.abs(y) <= 90)).toBe(true);
    expect(polygons.every(([outer = []]) => moments(outer).area > 0)).toBe(true);
  },
);

test('geometry is the border, exterior rings counter-clockwise, to the decimals asked', async () => {
  const codes = plain.map(({ code }) => code);
  const full = await ask<MultiPolygon>(codes, 'geometry(precision: 15)');
  for (const [index, { polygons }] of plain.entries()) {
    const got = full[index]?.coordinates ?? [];
    const sorted = (points: Position[]) => points.map(([x = 0, y = 0]) => `${x.toFixed(9)} ${y.toFixed(9)}`).sort();
    expect(sorted(got.flat(2))).toEqual(sorted(polygons.flat(2)));
  }
  const rounded = await ask<MultiPolygon>(codes, 'geometry(precision: 2)');
  const decimals = rounded.flatMap(({ coordinates }) => coordinates.flat(3)).map((x) => String(x).split('.')[1] ?? '');
  expect(Math.max(...decimals.map(({ length }) => length))).toBe(2);
  for (const { type, coordinates } of full) {
    expect(type).toBe('MultiPolygon');
    for (const [outer = [], ...holes] of coordinates) {
      expect(moments(outer).area).toBeGreaterThan(0);
      expect(holes.every((hole) => moments(hole).area < 0)).toBe(true);
    }
  }
});

test('a simplified border has fewer points and keeps every one within the tolerance of the true border', async () => {
  const colorado = 'US-08';
  const shape = states.find(({ code }) => code === colorado);
  const [simple] = await ask<MultiPolygon>([colorado], 'geometry(simplify: 1000, precision: 15)');
  const [full] = await ask<MultiPolygon>([colorado], 'geometry(precision: 15)');
  const kept = simple?.coordinates.flat(2) ?? [];
  expect(kept.length).toBeLessThan(full?.coordinates.flat(2).length ?? 0);
  const strays = pointsOf(shape ?? { polygons: [] }).map((point) => Math.min(...segments(kept).map(distance(point))));
  expect(Math.max(...strays)).toBeLessThanOrEqual(1_000);
  expect(Math.max(...strays)).toBeGreaterThan(0);
});

const segments = (ring: Position[]) => ring.slice(1).map((end, index) => [ring[index] ?? end, end] as const);

/** Metres from a point to a segment, on a plane that touches the globe at the point. */
const distance =
  ([lon = 0, lat = 0]: Position) =>
  ([start, end]: readonly [Position, Position]): number => {
    const metres = ([x = 0, y = 0]: Position) => [
      (x - lon) * 111_320 * Math.cos((lat * Math.PI) / 180),
      (y - lat) * 111_320,
    ];
    const [x1 = 0, y1 = 0] = metres(start);
    const [x2 = 0, y2 = 0] = metres(end);
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(x1 * (x2 - x1) + y1 * (y2 - y1)) / length));
    return Math.hypot(x1 + along * (x2 - x1), y1 + along * (y2 - y1));
  };

test('each of the three is one statement over all levels, and geometry is read for nothing else', async () => {
  const codes = ['US-06', 'US-06037', 'CA-24'];
  const query = (fields: string) => `query ($codes: [String!]!) { regionsByCodes(codes: $codes) { ${fields} } }`;
  const none = await subgraph.ask(query('code name parent { name } indicators { value }'), { codes });
  expect(none.statements.filter((statement) => statement.includes('geom'))).toEqual([]);
  const all = await subgraph.ask(
    query(
      'boundingBox centroid { latitude } fine: geometry(simplify: 100) coarse: geometry(simplify: 10000) again: geometry(simplify: 100)',
    ),
    { codes },
  );
  expect(all.errors).toBeUndefined();
  // The regions; boxes, centroids; geometry to two tolerances.
  expect(all.statements).toHaveLength(5);
});

test.each([
  ['simplify: -1', 'simplify: from 0 to 100000, not -1.'],
  ['simplify: 100001', 'simplify: from 0 to 100000, not 100001.'],
  ['precision: 16', 'precision: from 0 to 15, not 16.'],
  ['precision: -1', 'precision: from 0 to 15, not -1.'],
])('geometry(%s) is refused', async (args, message) => {
  const answer = await subgraph.ask(`{ region(code: "US-06") { code geometry(${args}) } }`);
  expect(answer.data).toEqual({ region: { code: 'US-06', geometry: null } });
  expect(errorsOf(answer)).toEqual([
    { message, path: ['region', 'geometry'], extensions: { code: 'BAD_USER_INPUT', upstream: 'analytics' } },
  ]);
});
