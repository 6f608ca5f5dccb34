import { buffer } from 'node:stream/consumers';
import type { ServerOptions } from '../../transport/index.ts';
import { observed } from '../../transport/observed.ts';
import { createRemotePool } from '../remote-pool.ts';
import type { Tiles } from './index.ts';
import { tilePath } from './request.ts';

/** Bounds of the connections. A tile of all counties has some hundred kilobytes. */
const BOUNDS = { connections: 16, maxResponseSize: 16 * 1024 * 1024 };

/** Requests tiles from a subgraph in another process: the same bytes and the same refusals. */
export function createRemoteTiles({ onCall, ...server }: Omit<ServerOptions, 'tuning'>): Tiles {
  const pool = createRemotePool(server, 'a tile', BOUNDS);
  return {
    async tile(request, { signal } = {}) {
      const path = tilePath(request);
      const call = { upstream: 'analytics', text: path };
      const read = () => buffer(pool.read({ path, signal }));
      const tile = await observed(onCall, call, read, ({ byteLength }) => ({ bytes: byteLength }));
      return tile.byteLength === 0 ? undefined : tile;
    },
    close: pool.close,
  };
}
