import 'server-only';
import { Agent, cacheStores, fetch, interceptors, type RequestInit } from 'undici';
import { GATEWAY_URL } from './settings.ts';

const MEBIBYTE = 2 ** 20;

/** A cache as HTTP has it (RFC 9111): what the gateway says may be kept is kept as long as it says, and asked for again by its ETag. */
const dispatcher = new Agent().compose(
  interceptors.cache({
    store: new cacheStores.MemoryCacheStore({ maxSize: 64 * MEBIBYTE, maxEntrySize: 4 * MEBIBYTE }),
  }),
);

/** One request to the gateway, answered from the cache where that may be. */
export function fetchFromGateway(url: string, init: RequestInit = {}) {
  return fetch(new URL(url, GATEWAY_URL), { ...init, dispatcher });
}
