import { etagOf, isNamed } from '../../etag.ts';
import { errorResponse, type PlainResponse, responseTo } from '../../plain-response.ts';
import { readTileRequest, TileError, type Tiles } from './index.ts';

/** Where tiles are served. */
export const TILES_PATH = '/tiles/';

/** How long a tile may be shown without asking again: its values change when a statistical office publishes. */
const CACHE = { 'cache-control': 'public, max-age=300', vary: 'accept-encoding' };

/**
 * Answers `GET /tiles/{level}/{z}/{x}/{y}.mvt`: 200 with the tile, 204 for one that nothing lies in, 304 for one that
 * the client has, 400 and 404 for what can't be had, as JSON that says why.
 * @param caller whose share of the database's connections it takes
 */
export async function answerTile(tiles: Tiles, request: Request, caller?: string): Promise<PlainResponse> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return errorResponse(405, 'METHOD_NOT_ALLOWED', 'A tile is got: send GET or HEAD.', { allow: 'GET, HEAD' });
  }
  try {
    const tile = await tiles.tile(readTileRequest(new URL(request.url)), { signal: request.signal, caller });
    if (tile === undefined) return { status: 204, headers: CACHE, body: null };
    const etag = etagOf(tile);
    const headers = { ...CACHE, etag };
    if (isNamed(etag, request.headers.get('if-none-match'))) return { status: 304, headers, body: null };
    return {
      status: 200,
      headers: {
        ...headers,
        'content-type': 'application/vnd.mapbox-vector-tile',
        'content-length': String(tile.byteLength),
      },
      body: request.method === 'HEAD' ? null : new Uint8Array(tile),
    };
  } catch (error) {
    if (!(error instanceof TileError)) return responseTo(error);
    return errorResponse(error.status, error.status === 404 ? 'NOT_FOUND' : 'BAD_USER_INPUT', error.message);
  }
}
