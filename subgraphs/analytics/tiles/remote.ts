import { GraphQLError } from 'graphql';
import { Pool } from 'undici';
import { type UpstreamErrorCode, upstreamError } from '../../errors.ts';
import { observed } from '../../transport/observed.ts';
import type { OnCall } from '../../upstream.ts';
import type { Tiles } from './index.ts';
import { TileError, tilePath } from './request.ts';

export interface RemoteTilesOptions {
  /** Where `npm run analytics` serves the subgraph: `http://127.0.0.1:4001`. */
  readonly url: string;
  /** How long a tile may take, in milliseconds (10,000). */
  readonly timeoutMs?: number | undefined;
  /** Told of every request that is sent. */
  readonly onCall?: OnCall | undefined;
}

const CONNECTIONS = 16;
/** A tile of all counties has some hundred kilobytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Tiles of the subgraph where it is served on its own: the same bytes and the same refusals. */
export function createRemoteTiles({ url, timeoutMs = 10_000, onCall }: RemoteTilesOptions): Tiles {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  const pool = new Pool(origin, { connections: CONNECTIONS, connect: { timeout: timeoutMs } });

  async function get(path: string, signal: AbortSignal | undefined): Promise<RawTile> {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const { statusCode, body } = await pool.request({
        method: 'GET',
        path: base + path,
        signal: signal ? AbortSignal.any([signal, deadline]) : deadline,
      });
      return { status: statusCode, bytes: await readBytes(body) };
    } catch (cause) {
      if (cause instanceof GraphQLError) throw cause;
      if (deadline.aborted) {
        throw upstreamError('analytics', 'UPSTREAM_TIMEOUT', `${LABEL} did not answer within ${timeoutMs} ms.`, {
          cause,
        });
      }
      throw upstreamError('analytics', 'UPSTREAM_UNREACHABLE', `${LABEL} cannot be reached.`, { cause });
    }
  }

  return {
    async tile(request, { signal } = {}) {
      const path = tilePath(request);
      const call = { upstream: 'analytics', text: path };
      const { status, bytes } = await observed(
        onCall,
        call,
        () => get(path, signal),
        (answer) => ({ bytes: answer.bytes.byteLength }),
      );
      if (status === 204) return undefined;
      if (status === 200) return bytes;
      throw refusalOf(status, bytes);
    },
    close: () => pool.destroy(),
  };
}

const LABEL = 'The analytics subgraph';

interface RawTile {
  readonly status: number;
  readonly bytes: Uint8Array;
}

async function readBytes(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) {
      throw upstreamError(
        'analytics',
        'UPSTREAM_FAILED',
        `${LABEL} answered with a tile of more than ${MAX_BYTES} bytes.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The refusal as it was told there, for whoever asked here. */
function refusalOf(status: number, body: Uint8Array): Error {
  const error = errorOf(body);
  if (!error) {
    return upstreamError('analytics', 'UPSTREAM_FAILED', `${LABEL} answered HTTP ${status} without a tile.`);
  }
  if (status === 400 || status === 404) return new TileError(status, error.message);
  return upstreamError('analytics', error.code, error.message);
}

function errorOf(body: Uint8Array): { readonly message: string; readonly code: UpstreamErrorCode } | undefined {
  try {
    const { errors } = JSON.parse(Buffer.from(body).toString());
    const [{ message, extensions }] = errors;
    if (typeof message === 'string' && typeof extensions.code === 'string') return { message, code: extensions.code };
  } catch {
    // No refusal of ours: a proxy's page.
  }
  return undefined;
}
