import 'server-only';
import { Agent, cacheStores, fetch, interceptors, type RequestInit } from 'undici';
import { GATEWAY_URL } from './settings.ts';

const MEBIBYTE = 2 ** 20;

/** An HTTP cache (RFC 9111): stores what the gateway allows, as long as it allows, and revalidates it by its ETag. */
const dispatcher = new Agent().compose(
  interceptors.cache({
    store: new cacheStores.MemoryCacheStore({ maxSize: 64 * MEBIBYTE, maxEntrySize: 4 * MEBIBYTE }),
  }),
);

/** One request to the gateway, answered from the cache where that may be. */
export function fetchFromGateway(url: string, init: RequestInit = {}) {
  return fetch(new URL(url, GATEWAY_URL), { ...init, dispatcher });
}
