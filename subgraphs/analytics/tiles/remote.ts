import { errors, Pool } from 'undici';
import type { ServerOptions } from '../../transport/index.ts';
import { observed } from '../../transport/observed.ts';
import { remoteFailure, remoteRefusal } from '../remote-errors.ts';
import type { Tiles } from './index.ts';
import { tilePath } from './request.ts';

const CONNECTIONS = 16;
/** Maximum size of a tile. A tile of all counties has some hundred kilobytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Requests tiles from a subgraph in another process: the same bytes and the same refusals. */
export function createRemoteTiles({ url, timeoutMs = 10_000, onCall }: Omit<ServerOptions, 'tuning'>): Tiles {
  const { origin, pathname } = new URL(url);
  const base = pathname.replace(/\/+$/, '');
  const connect = { timeout: timeoutMs };
  const pool = new Pool(origin, { connections: CONNECTIONS, connect, maxResponseSize: MAX_BYTES });

  async function get(path: string, signal: AbortSignal | undefined) {
    const deadline = AbortSignal.timeout(timeoutMs);
    try {
      const ending = signal ? AbortSignal.any([signal, deadline]) : deadline;
      const { statusCode, body } = await pool.request({ method: 'GET', path: base + path, signal: ending });
      return { status: statusCode, bytes: Buffer.from(await body.arrayBuffer()) };
    } catch (cause) {
      if (cause instanceof errors.ResponseExceededMaxSizeError) {
        throw remoteFailure('UPSTREAM_FAILED', `answered with a tile of more than ${MAX_BYTES} bytes.`, cause);
      }
      if (deadline.aborted) throw remoteFailure('UPSTREAM_TIMEOUT', `did not answer within ${timeoutMs} ms.`, cause);
      throw remoteFailure('UPSTREAM_UNREACHABLE', 'cannot be reached.', cause);
    }
  }

  return {
    async tile(request, { signal } = {}) {
      const path = tilePath(request);
      const { status, bytes } = await observed(
        onCall,
        { upstream: 'analytics', text: path },
        () => get(path, signal),
        (answer) => ({ bytes: answer.bytes.byteLength }),
      );
      if (status === 204) return undefined;
      if (status === 200) return bytes;
      throw remoteRefusal(status, bytes.toString(), 'a tile');
    },
    close: () => pool.destroy(),
  };
}
