import { GraphQLError } from 'graphql';
import { etagOf, isNamed } from '../../etag.ts';
import { readTileRequest, TileError, type Tiles } from './index.ts';

/** An answer, before a server makes a Response of it. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** null: none. */
  readonly body: Uint8Array<ArrayBuffer> | string | null;
}

/** Where tiles are served. */
export const TILES_PATH = '/tiles/';

/** How long a tile may be shown without asking again: its values change when a statistical office publishes. */
const CACHE = { 'cache-control': 'public, max-age=300', vary: 'accept-encoding' };

/**
 * Answers `GET /tiles/{level}/{z}/{x}/{y}.mvt`: 200 with the tile, 204 for one that nothing lies in, 304 for one that
 * the client has, 400 and 404 for what can't be had, as JSON that says why.
 */
export async function answerTile(tiles: Tiles, request: Request): Promise<Answer> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refusal(405, 'METHOD_NOT_ALLOWED', 'A tile is got: send GET or HEAD.', { allow: 'GET, HEAD' });
  }
  try {
    const tile = await tiles.tile(readTileRequest(new URL(request.url)), request.signal);
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
    return failure(error);
  }
}

/** HTTP statuses of what goes wrong with the database, by code. Others: 502. */
const STATUSES: Readonly<Record<string, number>> = {
  BAD_USER_INPUT: 400,
  UPSTREAM_UNREACHABLE: 503,
  UPSTREAM_OVERLOADED: 503,
  UPSTREAM_TIMEOUT: 504,
};

/** The answer to what went wrong: a tile's own error, an identity's or the database's. Anything else is thrown on. */
export function failure(error: unknown): Answer {
  if (error instanceof TileError) {
    return refusal(error.status, error.status === 404 ? 'NOT_FOUND' : 'BAD_USER_INPUT', error.message);
  }
  if (!(error instanceof GraphQLError)) throw error;
  const { code, http } = error.extensions;
  const { status = STATUSES[String(code)] ?? 502, headers = {} } = (http ?? {}) as Partial<Answer>;
  return refusal(status, String(code), error.message, headers);
}

/** In the shape that the graph's errors have. */
export function refusal(status: number, code: string, message: string, headers: Answer['headers'] = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify({ errors: [{ message, extensions: { code } }] }),
  };
}
