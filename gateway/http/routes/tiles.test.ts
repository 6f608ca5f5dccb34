import { gunzipSync } from 'node:zlib';
import { VectorTile, type VectorTileFeature } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../../../test/gateway.ts';
import { BOUNDS } from '../../limits/bounds.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

async function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  return gateway.fetch(`http://gateway${path}`, { method, headers });
}

interface Feature {
  readonly code: string;
  readonly name: string;
  readonly value: number | null;
  readonly class: number | null;
}

async function featuresOf(path: string): Promise<{ shapes: VectorTileFeature[]; properties: Feature[] }> {
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/vnd.mapbox-vector-tile');
  const { layers } = new VectorTile(new PbfReader(new Uint8Array(await response.arrayBuffer())));
  expect(Object.keys(layers)).toEqual(['regions']);
  const shapes = Array.from({ length: layers.regions?.length ?? 0 }, (_, index) =>
    layers.regions?.feature(index),
  ).flatMap((feature) => feature ?? []);
  const properties = shapes.map(({ properties }) => ({
    code: String(properties.code),
    name: String(properties.name),
    value: null,
    class: null,
    ...properties,
  }));
  return { shapes, properties };
}

/** What the graph says of every region of a map, by code, and where its tiles are. */
async function mapOf(args: string) {
  const { result } = await gateway.ask(
    `{
    choropleth(indicator: "UNEMPLOYMENT_RATE", ${args}) {
      tileUrlTemplate regions { value class region { code name boundingBox } }
    }
  }`,
    {},
    // Every county with its box costs more than the public may spend at once.
    { staff: true },
  );
  const { choropleth } = result.data as {
    choropleth: {
      tileUrlTemplate: string;
      regions: {
        value: number | null;
        class: number | null;
        region: { code: string; name: string; boundingBox: number[] };
      }[];
    };
  };
  const { tileUrlTemplate, regions } = choropleth;
  const features = regions.map(({ value, class: number, region }) => ({
    ...region,
    value,
    class: number,
  }));
  const tile = (z: number, x: number, y: number) =>
    tileUrlTemplate.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`);
  return { tileUrlTemplate, features, tile };
}

/** West, south, east and north of a tile. */
function edges(z: number, x: number, y: number) {
  const longitude = (column: number) => (360 * column) / 2 ** z - 180;
  const latitude = (row: number) => (360 / Math.PI) * Math.atan(Math.exp(Math.PI * (1 - (2 * row) / 2 ** z))) - 90;
  return { west: longitude(x), south: latitude(y + 1), east: longitude(x + 1), north: latitude(y) };
}

describe('TileJSON at /tiles/{level}.json', () => {
  test('names the tiles that a map names, of the origin that it was requested from', async () => {
    const { tileUrlTemplate } = await mapOf('level: COUNTY, method: JENKS, classes: 7, parent: "US-10"');
    const path = `/tiles/county.json${new URL(tileUrlTemplate, 'http://gateway').search}`;
    const response = await get(path);
    expect(await response.json()).toEqual({
      tilejson: '3.0.0',
      name: 'UNEMPLOYMENT_RATE by county',
      tiles: [`http://gateway${tileUrlTemplate}`],
      minzoom: 0,
      maxzoom: 14,
      vector_layers: [{ id: 'regions', fields: { code: 'String', name: 'String', value: 'Number', class: 'Number' } }],
    });
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
      vary: expect.stringContaining('host'),
    });
    const again = await get(path, { 'if-none-match': response.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });

  test('has no values where there is no indicator', async () => {
    const { name, vector_layers } = await (await get('/tiles/state.json')).json();
    expect({ name, vector_layers }).toEqual({
      name: 'state',
      vector_layers: [{ id: 'regions', fields: { code: 'String', name: 'String' } }],
    });
  });
});

describe('vector tiles at /tiles/{level}/{z}/{x}/{y}.mvt?indicator=&at=', () => {
  test.each([
    ['level: COUNTY', '/tiles/county/{z}/{x}/{y}.mvt?indicator=UNEMPLOYMENT_RATE'],
    [
      'level: COUNTY, method: JENKS, classes: 7',
      '/tiles/county/{z}/{x}/{y}.mvt?indicator=UNEMPLOYMENT_RATE&classes=7&method=jenks',
    ],
    [
      'level: COUNTY, at: "2009-01-01", method: EQUAL_INTERVAL',
      '/tiles/county/{z}/{x}/{y}.mvt?indicator=UNEMPLOYMENT_RATE&at=2009-01-01&method=equal_interval',
    ],
    ['level: COUNTY, parent: "US-06"', '/tiles/county/{z}/{x}/{y}.mvt?indicator=UNEMPLOYMENT_RATE&parent=US-06'],
    ['level: COUNTY, at: "2008-12-31"', '/tiles/county/{z}/{x}/{y}.mvt?indicator=UNEMPLOYMENT_RATE&at=2008-12-31'],
  ])(
    'values and classes in the features are those of choropleth(%s), named by tileUrlTemplate',
    async (args, template) => {
      const map = await mapOf(args);
      expect(map.tileUrlTemplate).toBe(template);
      const { properties } = await featuresOf(map.tile(6, 11, 25));
      const { west, south, east, north } = edges(6, 11, 25);
      const expected = map.features.filter(
        ({ boundingBox: [w = 0, s = 0, e = 0, n = 0] }) => w < east && e > west && s < north && n > south,
      );
      const codes = new Set(properties.map(({ code }) => code));
      // Those with a box in the tile, of which a few reach into it with the box alone; and some within the tile's buffer.
      expect(expected.filter(({ code }) => !codes.has(code)).length).toBeLessThan(5);
      expect(codes.size).toBe(properties.length);
      expect(properties.length).toBeGreaterThan(8);
      const byCode = new Map(map.features.map(({ boundingBox: _, ...feature }) => [feature.code, feature]));
      expect(properties).toEqual(properties.map(({ code }) => byCode.get(code)));
      expect(properties.map(({ code }) => code)).toEqual([...codes].sort());
    },
  );

  test('features lie inside of the tile and its buffer, where their region lies', async () => {
    const { shapes } = await featuresOf('/tiles/state/5/5/12.mvt');
    const { west, south, east, north } = edges(5, 5, 12);
    expect(shapes.map(({ properties }) => properties.name)).toEqual(expect.arrayContaining(['California', 'Nevada']));
    for (const shape of shapes) {
      expect(shape.type).toBe(3);
      expect(shape.extent).toBe(4_096);
      const points = shape.loadGeometry().flat();
      expect(points.every(({ x, y }) => x >= -64 && x <= 4_160 && y >= -64 && y <= 4_160)).toBe(true);
    }
    const nevada = shapes.find(({ properties }) => properties.name === 'Nevada')?.toGeoJSON(5, 12, 5);
    const corners = nevada?.geometry.type === 'Polygon' ? nevada.geometry.coordinates.flat() : [];
    const xs = corners.map(([x = 0]) => x);
    // Nevada, from 120.006 to 114.04 west, 35.0 to 42.0 north, as far as this tile goes.
    expect(Math.min(...xs)).toBeCloseTo(Math.max(-120.006, west), 1);
    expect(Math.max(...xs)).toBeCloseTo(Math.min(-114.04, east + (east - west) / 64), 1);
    expect([south, north].map(Math.round)).toEqual([32, 41]);
  });

  test('a tile without an indicator has no values', async () => {
    const { properties } = await featuresOf('/tiles/province/3/2/2.mvt');
    expect(properties).toContainEqual({ code: 'CA-35', name: 'Ontario', value: null, class: null });
  });

  test('borders are simplified per zoom', async () => {
    const points = async (path: string) => {
      const { shapes } = await featuresOf(path);
      const texas = shapes.find(({ properties }) => properties.code === 'US-48');
      return texas?.loadGeometry().flat().length ?? 0;
    };
    const counts = [await points('/tiles/state/0/0/0.mvt'), await points('/tiles/state/3/1/3.mvt')];
    expect(counts[0]).toBeGreaterThan(3);
    expect(counts[1]).toBeGreaterThan(3 * (counts[0] ?? 0));
  });

  test('Alaska is on both sides of the antimeridian, and not between them', async () => {
    const namesIn = async (path: string) => (await featuresOf(path)).properties.map(({ name }) => name);
    expect(await namesIn('/tiles/state/4/15/5.mvt')).toEqual(['Alaska']);
    expect(await namesIn('/tiles/state/4/0/4.mvt')).toEqual(['Alaska']);
    expect((await get('/tiles/state/4/8/4.mvt')).status).toBe(204);
  });
});

describe('caching: ETag and Cache-Control', () => {
  const path = '/tiles/county/5/6/12.mvt?indicator=UNEMPLOYMENT_RATE';

  test('a tile may be cached by anyone, and its ETag asks for it again: 304', async () => {
    const first = await get(path);
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{43}"$/);
    expect(first.headers.get('cache-control')).toBe(
      'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
    );
    for (const named of [etag, etag.replace('W/', ''), `"other", ${etag}`, '*']) {
      const again = await get(path, { 'if-none-match': named });
      expect(again.status).toBe(304);
      expect(again.headers.get('etag')).toBe(etag);
      expect(again.headers.get('cache-control')).toBe(
        'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
      );
      expect((await again.arrayBuffer()).byteLength).toBe(0);
    }
    expect((await get(path, { 'if-none-match': '"other"' })).status).toBe(200);
    expect(first.headers.get('cache-tag')).toBe('graph,DataSource,Indicator,Region,Series');
    expect((await get('/tiles/nowhere/5/6/12.mvt')).headers.get('cache-tag')).toBeNull();
  });

  test('the ETag is of what is in the tile', async () => {
    const etags = [path, `${path}&classes=4`, `${path}&at=2001-01-01`].map(async (each) =>
      (await get(each)).headers.get('etag'),
    );
    expect(new Set(await Promise.all(etags)).size).toBe(3);
  });

  test('204 for an empty tile, cached as well', async () => {
    const response = await get('/tiles/county/5/20/12.mvt?indicator=UNEMPLOYMENT_RATE');
    expect(response.status).toBe(204);
    expect(response.headers.get('cache-control')).toBe(
      'public, max-age=300, stale-while-revalidate=3600, stale-if-error=86400',
    );
  });

  test('HEAD answers as GET would, without the tile', async () => {
    const [head, whole] = [await get(path, {}, 'HEAD'), await get(path)];
    expect([head.status, head.headers.get('etag')]).toEqual([200, whole.headers.get('etag')]);
    expect((await head.arrayBuffer()).byteLength).toBe(0);
  });
});

describe('bounds are enforced', () => {
  const LEVELS =
    'region, division, state, county, cbsa, place, zcta, congressional_district, province, economic_region, census_division, census_subdivision, cma, fsa';

  test.each([
    ['/tiles/county/15/0/0.mvt', 400, 'z: a whole number from 0 to 14, not "15".'],
    ['/tiles/county/-1/0/0.mvt', 400, 'z: a whole number from 0 to 14, not "-1".'],
    ['/tiles/county/3/8/0.mvt', 400, 'x: a whole number from 0 to 7 at zoom 3, not "8".'],
    ['/tiles/county/3/0/1.5.mvt', 400, 'y: a whole number from 0 to 7 at zoom 3, not "1.5".'],
    ['/tiles/county/3/1/3.mvt?at=2009-02-30', 400, 'at: a day such as 2009-01-31, not "2009-02-30".'],
    ['/tiles/county/3/1/3.mvt?classes=10', 400, 'classes: a whole number from 2 to 9, not "10".'],
    ['/tiles/county/3/1/3.mvt?method=best', 400, 'method: one of quantile, equal_interval, jenks, not "best".'],
    ['/tiles/galaxy/3/1/3.mvt', 404, `There are no tiles of "galaxy": the levels are ${LEVELS}.`],
    ['/tiles/county/3/1/3.mvt?indicator=HAPPINESS', 404, 'indicator: there is no indicator "HAPPINESS".'],
    [
      '/tiles/county/3/1/3.mvt?indicator=UNEMPLOYMENT',
      404,
      'indicator: there is no indicator "UNEMPLOYMENT". Did you mean "UNEMPLOYMENT_RATE", "UNEMPLOYMENT_LEVEL", or "EMPLOYMENT"?',
    ],
    [
      '/tiles/county/3/1/3.png',
      404,
      'No tile has this path: it is /tiles/{level}/{z}/{x}/{y}.mvt, or /tiles/{level}.json.',
    ],
    ['/tiles/town.json', 404, `There are no tiles of "town": the levels are ${LEVELS}.`],
    ['/tiles/county.json?classes=1', 400, 'classes: a whole number from 2 to 9, not "1".'],
  ])('%s is %i', async (path, status, message) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      errors: [{ message, extensions: { code: status === 404 ? 'NOT_FOUND' : 'BAD_USER_INPUT' } }],
    });
  });

  test('nothing but GET and HEAD', async () => {
    const response = await get('/tiles/county/3/1/3.mvt', {}, 'POST');
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

describe('who asks', () => {
  test('a credential that is not good is refused, as everywhere', async () => {
    const response = await get('/tiles/county/3/1/3.mvt', { authorization: 'Bearer unknown' });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="chronos-graph"']);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'The token is unknown: correct it, or omit the Authorization header.',
          extensions: { code: 'CREDENTIAL_UNKNOWN' },
        },
      ],
    });
  });

  test('staff get the same tile as everybody', async () => {
    const path = '/tiles/state/2/0/1.mvt';
    const [anyone, staff] = [await get(path), await get(path, { authorization: `Bearer ${STAFF_TOKEN}` })];
    expect([staff.status, staff.headers.get('etag')]).toEqual([200, anyone.headers.get('etag')]);
  });
});

test('a tile counts as a request of who asks: past the bound it is 429', async () => {
  const public_ = { ...BOUNDS.public, requestsPerMinute: 3 };
  const bounded = await startGateway({ server: { bounds: { ...BOUNDS, public: public_ } } });
  const ask = async (path: string) => bounded.fetch(`http://gateway${path}`);
  const left: (string | null)[] = [];
  for (const path of ['/tiles/state/2/0/1.mvt', '/tiles/state/99/0/1.mvt'])
    left.push((await ask(path)).headers.get('ratelimit'));
  expect(left).toEqual([expect.stringContaining('"requests";r=2;t='), expect.stringContaining('"requests";r=1;t=')]);
  expect((await bounded.ask('{ __typename }')).status).toBe(200);
  const refused = await ask('/tiles/state/2/0/1.mvt');
  expect([refused.status, refused.headers.get('ratelimit-policy')]).toEqual([429, '"requests";q=3;w=60']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }] });
  await bounded.close();
});

test('a tile comes compressed to whoever accepts it', async () => {
  const path = '/tiles/county/5/6/12.mvt?indicator=UNEMPLOYMENT_RATE';
  const [plain, packed] = [await get(path), await get(path, { 'accept-encoding': 'gzip' })];
  expect([packed.headers.get('content-encoding'), packed.headers.get('etag')]).toEqual([
    'gzip',
    plain.headers.get('etag'),
  ]);
  const bytes = Buffer.from(await packed.arrayBuffer());
  expect(gunzipSync(bytes)).toEqual(Buffer.from(await plain.arrayBuffer()));
});

test('a database that is away is 503, with the reason', async () => {
  const outage = await startGateway({ down: 'analytics' });
  const response = await outage.fetch('http://gateway/tiles/county/3/1/3.mvt');
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({
    errors: [{ message: 'The analytics database cannot be reached.', extensions: { code: 'UPSTREAM_UNREACHABLE' } }],
  });
  await outage.close();
});
