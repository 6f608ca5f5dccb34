import { expect, inject, test } from 'vitest';
import { createTiles, readTileRequest } from './index.ts';

test('how busy the connections of tiles are can be read at any time', async () => {
  const tiles = createTiles({ databaseUrl: inject('databaseUrl'), poolSize: 2 });
  const request = readTileRequest(new URL('http://chronos/tiles/province/0/0/0.mvt'));
  expect(tiles.load).toMatchObject({ size: 2, taken: 0, waiting: 0, turns: 0 });
  const made = Promise.all([tiles.tile(request), tiles.tile(request), tiles.tile(request)]);
  expect(tiles.load?.taken).toBeGreaterThan(0);
  const [first] = await made;
  expect(first?.byteLength).toBeGreaterThan(1_000);
  expect(tiles.load).toMatchObject({ size: 2, taken: 0, waiting: 0, refused: 0, givenUp: 0 });
  expect(tiles.load?.turns).toBeGreaterThan(1);
  await tiles.close();
});
