import { open } from 'node:fs/promises';
import { sql } from 'drizzle-orm';
import { zxyToTileId } from 'pmtiles';
import { connect, type Database, type DatabaseOptions } from '../../client.ts';
import { levels } from '../../dialect/levels.ts';
import { BUFFER, EXTENT, type TileAddress } from '../grid.ts';
import { createTiles } from '../index.ts';
import { type MapRequest, tileJsonOf } from '../request.ts';
import { type ArchiveWriter, createArchiveWriter } from './pmtiles.ts';

export interface ExportOptions extends Pick<DatabaseOptions, 'databaseUrl'> {
  readonly map: MapRequest;
  /** The file to write; it is overwritten. */
  readonly path: string;
  /** 0 to 14. Each zoom has up to four times as many tiles as the one before. */
  readonly maxZoom: number;
  /** Called when the tiles of a zoom are written. */
  readonly onProgress?: (message: string) => void;
}

/** Number of tiles made in parallel: the number of connections of their pool. */
const AT_A_TIME = 4;
/** Maximum number of tile addresses, each of which takes some bytes of memory. */
const MOST_TILES = 2_000_000;

/**
 * Writes a map's tiles, the same as `/tiles` serves, to one archive (PMTiles 3) for storage that is read by byte
 * ranges.
 * @returns the number of tiles, the number of distinct tiles, and the size in bytes
 * @throws GraphQLError for an unknown indicator, or if the database fails, Error for an exceeded bound
 */
export async function exportTiles({ databaseUrl, map, path, maxZoom, onProgress = () => {} }: ExportOptions) {
  const connection = connect({ databaseUrl, poolSize: 1 });
  const tiles = createTiles({ databaseUrl, poolSize: AT_A_TIME });
  const file = await open(path, 'w');
  try {
    const boxes = await findBoxes(connection.forRequest({}), map);
    const writer = createArchiveWriter(file);
    for (let z = 0; z <= maxZoom; z += 1) {
      const addresses = addressesOf(boxes, z);
      await addAll(writer, addresses, (address) => tiles.tile({ ...map, ...address }));
      onProgress(`zoom ${z}: ${addresses.length.toLocaleString('en')} tiles looked at`);
    }
    const { name, vector_layers } = tileJsonOf('', map);
    const about = { minZoom: 0, maxZoom, bounds: boundsOfAll(boxes), metadata: { name, vector_layers } };
    return await writer.finish(about);
  } finally {
    await Promise.all([file.close(), tiles.close(), connection.close()]);
  }
}

/** Degrees. */
type Box = readonly [number, number, number, number];

/** Finds the boxes of the regions' parts. Islands have their own boxes, so that few tiles between them are tried. */
async function findBoxes({ db }: Database, { level, parent }: MapRequest): Promise<Box[]> {
  const edge = (name: string) => sql<number>`${sql.raw(`st_${name}`)}(part.geom)`.mapWith(Number);
  const rows = await db
    .select({ west: edge('xmin'), south: edge('ymin'), east: edge('xmax'), north: edge('ymax') })
    .from(sql`${levels[level].table} as region cross join lateral st_dump(region.geom) as part`)
    .where(parent === null ? sql`true` : sql`region.parent_code = ${parent}`);
  return rows.map(({ west, south, east, north }) => [west, south, east, north]);
}

function boundsOfAll(boxes: readonly Box[]): Box {
  return boxes.reduce(
    ([west, south, east, north], box) => [
      ...([Math.min(west, box[0]), Math.min(south, box[1])] as const),
      ...([Math.max(east, box[2]), Math.max(north, box[3])] as const),
    ],
    [180, 90, -180, -90],
  );
}

/** Lists the tiles of a zoom that a box, with the tiles' buffer, reaches into, in the order of their ids. */
function addressesOf(boxes: readonly Box[], z: number): TileAddress[] {
  const side = 2 ** z;
  const margin = BUFFER / EXTENT;
  const row = (latitude: number) => (0.5 - Math.asinh(Math.tan((latitude * Math.PI) / 180)) / (2 * Math.PI)) * side;
  const column = (longitude: number) => ((longitude + 180) / 360) * side;
  const within = (from: number, to: number) => {
    const first = Math.max(0, Math.floor(from - margin));
    return Array.from({ length: Math.min(side - 1, Math.floor(to + margin)) - first + 1 }, (_, nth) => first + nth);
  };
  const found = new Map<number, TileAddress>();
  for (const [west, south, east, north] of boxes) {
    for (const x of within(column(west), column(east))) {
      for (const y of within(row(north), row(south))) found.set(zxyToTileId(z, x, y), { z, x, y });
    }
    if (found.size > MOST_TILES)
      throw new Error(`Zoom ${z} has more than ${MOST_TILES} tiles: name a lower last zoom.`);
  }
  return [...found].sort(([one], [other]) => one - other).map(([, address]) => address);
}

async function addAll(
  writer: ArchiveWriter,
  addresses: readonly TileAddress[],
  tileOf: (address: TileAddress) => Promise<Uint8Array | undefined>,
): Promise<void> {
  for (let first = 0; first < addresses.length; first += AT_A_TIME) {
    const some = addresses.slice(first, first + AT_A_TIME);
    const made = await Promise.all(some.map(tileOf));
    for (const [nth, address] of some.entries()) {
      const tile = made[nth];
      if (tile) await writer.add(zxyToTileId(address.z, address.x, address.y), tile);
    }
  }
}
