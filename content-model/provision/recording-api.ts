import type { DirectusApi } from './directus-api.ts';

/** Makes a Directus for tests, which answers reads by their path, and only records writes. */
export function recordingApi(reads: Readonly<Record<string, unknown>>) {
  const writes: [method: string, path: string, body?: unknown][] = [];
  const api: DirectusApi = {
    async request<T>(method: string, path: string, body?: unknown) {
      if (method !== 'GET') writes.push(body === undefined ? [method, path] : [method, path, body]);
      const [bare = ''] = path.split('?');
      return reads[method === 'GET' ? bare : `${method} ${bare}`] as T;
    },
  };
  return { api, writes };
}
