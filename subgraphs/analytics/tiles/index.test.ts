import { setImmediate } from 'node:timers/promises';
import { expect, inject, test } from 'vitest';
import { createTiles, readTileRequest } from './index.ts';

test('how busy the connections of tiles are can be read at any time', async () => {
  const tiles = createTiles({ databaseUrl: inject('databaseUrl'), poolSize: 2 });
  const request = readTileRequest(new URL('http://chronos/tiles/province/0/0/0.mvt'));
  expect(tiles.load).toMatchObject({ size: 2, taken: 0, waiting: 0, turns: 0 });
  const made = Promise.all([tiles.tile(request), tiles.tile(request), tiles.tile(request)]);
  await setImmediate();
  expect(tiles.load?.taken).toBeGreaterThan(0);
  const [first] = await made;
  expect(first?.byteLength).toBeGreaterThan(1_000);
  expect(tiles.load).toMatchObject({ size: 2, taken: 0, waiting: 0, refused: 0, givenUp: 0 });
  expect(tiles.load?.turns).toBeGreaterThan(1);
  await tiles.close();
});

test('a caller of many tiles does not hold up one of few', async () => {
  const tiles = createTiles({ databaseUrl: inject('databaseUrl'), poolSize: 1 });
  const request = readTileRequest(new URL('http://chronos/tiles/county/6/11/25.mvt?indicator=UNEMPLOYMENT_RATE'));
  const finished: string[] = [];
  const ask = async (caller: string) => {
    await tiles.tile(request, { caller });
    finished.push(caller);
  };
  await ask('a caller before');
  const many = Array.from({ length: 9 }, () => ask('many'));
  await Promise.all([...many, ask('few')]);
  expect(finished).toHaveLength(11);
  expect(finished.indexOf('few')).toBeLessThan(4);
  await tiles.close();
});
