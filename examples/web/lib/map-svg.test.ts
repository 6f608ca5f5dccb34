import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Bounds, boundsOf } from './bounds.ts';
import { mapAddress, readMapAddress } from './map-address.ts';
import { mapSvg, pathsOf } from './map-svg.ts';
import { HEIGHT, WIDTH } from './map-view.ts';
import { LIGHT, MAP_STYLE } from './palette.ts';

/** A square of degrees with its corners in the order of RFC 7946, counter-clockwise. */
const square = (west: number, south: number, size: number) => {
  const [east, north] = [west + size, south + size];
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]; // biome-ignore format: a ring
  return { type: 'MultiPolygon', coordinates: [[ring]] };
};

const KANSAS = square(-100, 37, 3);
const GUAM = square(144.6, 13.2, 0.4);
const shape = (code: string, label: string, geometry: typeof KANSAS) => ({ code, label, class: 3, geometry });

/** The box of all points of a path of whole numbers: [left, top, right, bottom]. */
function boxOf(path: string): readonly [number, number, number, number] {
  const xs: number[] = [];
  const ys: number[] = [];
  let [x, y] = [0, 0];
  for (const [, command, across, down] of path.matchAll(/([Ml])(-?\d+) ?(-?\d+)/g)) {
    [x, y] = command === 'M' ? [Number(across), Number(down)] : [x + Number(across), y + Number(down)];
    xs.push(x);
    ys.push(y);
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

test('a region is drawn as itself, in whichever way its ring turns, and not as the rest of the globe', () => {
  const turned = { ...KANSAS, coordinates: KANSAS.coordinates.map((rings) => rings.map((ring) => ring.toReversed())) };
  const draw = pathsOf(undefined);
  const [left, top, right, bottom] = boxOf(draw(KANSAS));
  expect(right - left).toBeLessThan(WIDTH / 8);
  expect(bottom - top).toBeLessThan(HEIGHT / 8);
  expect(boxOf(draw(turned))).toEqual([left, top, right, bottom]);
});

test('Alaska is one piece on both sides of the antimeridian, within its picture', () => {
  const bounds = boundsOf([172, 51, -130, 71]);
  const east = {
    type: 'MultiPolygon',
    coordinates: [...square(172, 52, 2).coordinates, ...square(-179, 52, 2).coordinates],
  };
  const [left, top, right, bottom] = boxOf(pathsOf(bounds)(east));
  expect(left).toBeGreaterThanOrEqual(0);
  expect(right - left).toBeLessThan(WIDTH / 3);
  expect([top >= 0, bottom <= HEIGHT]).toEqual([true, true]);
});

test('two regions on either side of a parallel share it, however long their lines are', () => {
  const bounds: Bounds = [-120, 50, -100, 70];
  const draw = pathsOf(bounds);
  const wide = { type: 'MultiPolygon', coordinates: [[[[-120, 60], [-100, 60], [-100, 65], [-120, 65], [-120, 60]]]] }; // biome-ignore format: a ring
  const [, , , bottom] = boxOf(draw(wide));
  const [, top] = boxOf(draw(square(-112, 58, 2)));
  const [, , , middle] = boxOf(draw(square(-112, 60, 2)));
  expect(Math.abs(top - middle)).toBeLessThan(20);
  expect(bottom).toBeGreaterThanOrEqual(middle);
});

test('each region has its code, its class and what a tooltip says, with nothing that markup would read', () => {
  const svg = mapSvg({
    shapes: [shape('US-20001', 'A & "B" <c> · 3.0 %', KANSAS), shape('US-66010', 'Guam · 9.0 %', GUAM)],
    borders: [],
    bounds: undefined,
  });
  expect(svg).toContain('<path id="US-20001" class="m3" data-label="A &amp; &quot;B&quot; &lt;c> · 3.0 %" d="M');
  // It is not on a map of the United States.
  expect(svg).not.toContain('Guam');
});

test('the colours are those of the page', () => {
  const page = readFileSync(new URL('../app/globals.css', import.meta.url), 'utf8');
  const tokens = [...page.matchAll(/--map-(?:\d|none): (#\w+);/g)].map(([, colour]) => colour);
  expect(tokens).toHaveLength(12);
  for (const name of ['paper', 'ink', 'soft', 'accent', 'mark'] as const) {
    expect(new RegExp(`--${name}: (#\\w+);`).exec(page)?.[1]).toBe(LIGHT[name]);
  }
  expect(new Set(MAP_STYLE.match(/(?<=\.m\d\{fill:)#\w+/g))).toEqual(new Set(tokens));
});

test('an address is read as it was written, and nothing else is', () => {
  const address = {
    level: 'COUNTY',
    indicator: 'UNEMPLOYMENT_RATE',
    parent: 'US-02',
    at: '2009-12-31',
    bounds: [-187.5, 51, -129.25, 71],
    version: 'abc',
  } as const;
  const read = (text: string) => readMapAddress(new URL(text, 'http://127.0.0.1').searchParams);
  expect(read(mapAddress(address))).toEqual(address);
  expect(read('/map.svg?level=PROVINCE')).toEqual({
    level: 'PROVINCE',
    indicator: null,
    parent: null,
    at: null,
    version: null,
  });
  for (const query of [
    '',
    'level=PLANET',
    'level=STATE&bounds=1,2,3',
    'level=STATE&bounds=3,2,1,4',
    'level=STATE&bounds=a,b,c,d',
  ]) {
    expect(read(`/map.svg?${query}`), query).toBeUndefined();
  }
});
