import { sql } from 'drizzle-orm';
import { GraphQLError } from 'graphql';
import { etagOf, isNamed } from '../../common/etag.ts';
import { errorResponse, type PlainResponse, refusal, responseTo } from '../../common/plain-response.ts';
import { createPromiseCache } from '../../common/promise-cache.ts';
import type { PoolLoad } from '../client/pool.ts';
import { connect, type Database, type DatabaseOptions } from '../client.ts';
import { attributedCause } from '../dialect/errors.ts';
import { refuseIndicator } from '../schema/known-codes.ts';
import { madeTiles } from './made.ts';
import { nativeTiles } from './native.ts';
import { readMapRequest, readTileRequest, type TileMaker, type TileRequest, tileJsonOf } from './request.ts';

export { readTileRequest, type TileRequest } from './request.ts';

/** Connections in addition to the graph's: tiles, of which a map needs dozens, must not delay the graph. */
const CONNECTIONS = 4;

/** The client that requests a tile. */
export interface TileClient {
  readonly signal?: AbortSignal | undefined;
  /** The caller in whose share of the connections it counts. */
  readonly caller?: string | undefined;
}

/** Vector tiles of the regions of a level (Mapbox Vector Tile Specification 2.1). */
export interface Tiles {
  /** Current load of its connection pool, for metrics; undefined if another process has the pool. */
  readonly load?: PoolLoad;
  /**
   * Returns the bytes of a tile; undefined for an empty tile.
   * @throws GraphQLError HTTP 404, with near matches of an unknown indicator, and other codes if the database fails
   */
  tile(request: TileRequest, client?: TileClient): Promise<Uint8Array | undefined>;
  close(): Promise<void>;
}

/** Creates tiles of the analytics database: PostGIS makes them if it can, else this process. */
export function createTiles(options: DatabaseOptions): Tiles {
  const connection = connect({ ...options, poolSize: options.poolSize ?? CONNECTIONS });
  const shared = connection.forRequest({});
  const native = nativeTiles(shared);
  const ours = madeTiles(shared);
  const once = createPromiseCache<boolean>({ max: 1 });

  const make: TileMaker = async (database, request) =>
    ((await once('native', () => canMakeTiles(shared))) ? native : ours)(database, request);

  return {
    get load() {
      return connection.load;
    },
    async tile(request, client = {}) {
      const database = connection.forRequest(client);
      try {
        const made = await make(database, request);
        if (made === 'unknown indicator') return await refuseUnknown(database, request);
        return made === 'empty' ? undefined : made;
      } catch (error) {
        throw attributedCause(error);
      }
    },
    close: connection.close,
  };
}

/** @throws GraphQLError HTTP 404, with near matches */
async function refuseUnknown(database: Database, { indicator }: TileRequest): Promise<never> {
  return refuseIndicator(database, indicator).catch((error: unknown) => {
    throw error instanceof GraphQLError ? refusal(404, 'NOT_FOUND', error.message) : error;
  });
}

/** Checks whether PostGIS was built with the library that ST_AsMVT needs. */
async function canMakeTiles({ db }: Database): Promise<boolean> {
  const [row] = await db
    .select({ version: sql<string | null>`postgis_libprotobuf_version()` })
    .from(sql`(select) as once`);
  return row?.version != null;
}

/** Path prefix of tiles. */
export const TILES_PATH = '/tiles/';

const VARY = 'accept-encoding';

/**
 * Answers `GET /tiles/{level}.json` with TileJSON, and `GET /tiles/{level}/{z}/{x}/{y}.mvt` with 200 and the tile, 204
 * if the tile is empty, 304 if the client has it, or 400 or 404 and the reason as JSON.
 * @param caller the caller in whose share of the database's connections it counts
 */
export async function answerTile(tiles: Tiles, request: Request, caller?: string): Promise<PlainResponse> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return errorResponse(405, 'METHOD_NOT_ALLOWED', 'A tile can only be read: send GET or HEAD.', {
      allow: 'GET, HEAD',
    });
  }
  try {
    const url = new URL(request.url);
    const map = readMapRequest(url);
    const content = map
      ? Buffer.from(JSON.stringify(tileJsonOf(url.origin, map)))
      : await tiles.tile(readTileRequest(url), { signal: request.signal, caller });
    if (content === undefined) return { status: 204, headers: { vary: VARY }, body: null };
    const etag = etagOf(content);
    const headers = { vary: map ? `${VARY}, host` : VARY, etag };
    if (isNamed(etag, request.headers.get('if-none-match'))) return { status: 304, headers, body: null };
    return {
      status: 200,
      headers: {
        ...headers,
        'content-type': map ? 'application/json' : 'application/vnd.mapbox-vector-tile',
        'content-length': String(content.byteLength),
      },
      body: request.method === 'HEAD' ? null : new Uint8Array(content),
    };
  } catch (error) {
    return responseTo(error);
  }
}
