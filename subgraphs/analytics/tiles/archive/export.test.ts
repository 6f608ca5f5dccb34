import { hash } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { PMTiles, type Source, tileIdToZxy, zxyToTileId } from 'pmtiles';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createTiles } from '../index.ts';
import { readMapRequest } from '../request.ts';
import { exportTiles } from './export.ts';
import { createArchiveWriter } from './pmtiles.ts';

/** An archive as its readers see it: by ranges of bytes. */
async function openArchive(path: string): Promise<PMTiles> {
  const { buffer } = Uint8Array.from(await readFile(path));
  const source: Source = {
    getKey: () => path,
    getBytes: async (offset, length) => ({ data: buffer.slice(offset, offset + length) }),
  };
  return new PMTiles(source);
}

async function ownFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chronos-archive-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'map.pmtiles');
}

test.each([
  ['/tiles/county.json?indicator=UNEMPLOYMENT_RATE', 5],
  ['/tiles/county.json?indicator=UNEMPLOYMENT_RATE&parent=US-06&classes=3', 6],
  ['/tiles/state.json', 4],
])(
  'the archive of %s has the tiles that are served, byte by byte',
  async (map, maxZoom) => {
    const databaseUrl = inject('databaseUrl');
    const request = readMapRequest(new URL(map, 'http://localhost'));
    if (!request) throw new Error(`"${map}" is no map.`);
    const path = await ownFile();
    const { tiles: count } = await exportTiles({ databaseUrl, map: request, path, maxZoom });
    const archive = await openArchive(path);
    const served = createTiles({ databaseUrl });
    onTestFinished(() => served.close());
    let found = 0;
    for (let z = 0; z <= maxZoom; z += 1) {
      for (let x = 0; x < 2 ** z; x += 1) {
        const column = Array.from({ length: 2 ** z }, async (_, y) => {
          const [archived, tile] = await Promise.all([archive.getZxy(z, x, y), served.tile({ ...request, z, x, y })]);
          if (archived) found += 1;
          expect(archived && Buffer.from(archived.data)).toEqual(tile && Buffer.from(tile));
        });
        await Promise.all(column);
      }
    }
    expect(found).toBe(count);
    expect(found).toBeGreaterThan(maxZoom);
    const { minZoom, maxZoom: last, minLon, maxLon, numAddressedTiles, clustered } = await archive.getHeader();
    expect([minZoom, last, numAddressedTiles, clustered]).toEqual([0, maxZoom, count, true]);
    expect(minLon).toBeLessThan(maxLon);
    expect(await archive.getMetadata()).toMatchObject({ vector_layers: [{ id: 'regions' }] });
  },
  120_000,
);

test('an archive of more tiles than one directory takes has them all, each different one once', async () => {
  const path = await ownFile();
  const file = await open(path, 'w');
  const writer = createArchiveWriter(file);
  const first = zxyToTileId(8, 0, 0);
  // Every seventh tile is the one before it, and every eleventh is absent. Lengths are those of no pattern, as they are of maps.
  const contentOf = (nth: number) => {
    const text = hash('sha512', String(nth % 7 === 0 ? nth - 1 : nth));
    return text.slice(0, 16 + (Number.parseInt(text.slice(0, 4), 16) % 100));
  };
  const isThere = (nth: number) => nth % 11 !== 0;
  const count = 30_000;
  for (let nth = 0; nth < count; nth += 1) {
    if (isThere(nth)) await writer.add(first + nth, Buffer.from(contentOf(nth)));
  }
  const about = { minZoom: 8, maxZoom: 8, bounds: [-180, -85, 180, 85], metadata: { name: 'many' } } as const;
  const written = await writer.finish(about);
  await file.close();
  const archive = await openArchive(path);
  const { leafDirectoryLength, numTileContents } = await archive.getHeader();
  expect(leafDirectoryLength).toBeGreaterThan(0);
  expect(numTileContents).toBe(written.contents);
  expect(written.contents).toBeLessThan(written.tiles);
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: count - 1 }), async (nth) => {
      const tile = await archive.getZxy(...tileIdToZxy(first + nth));
      const content = isThere(nth) ? contentOf(nth) : undefined;
      expect(tile && Buffer.from(tile.data).toString()).toBe(content);
    }),
    { numRuns: 300 },
  );
});
