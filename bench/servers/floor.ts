import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Pool } from 'undici';
import type { Recorded } from '../upstreams/messages.ts';

/** What one question takes: the upstream requests that the gateway sent for it, and its answer. */
export interface Taken {
  readonly requests: readonly Recorded[];
  readonly answer: unknown;
}

/**
 * The least that an answer costs over HTTP: the gateway's own upstream requests sent over undici, all at once, their answers
 * read as JSON, and the client's answer written as JSON. Nothing is worked out: `GET /3` is answered what was taken of it.
 * An answer that takes no upstream request is a cached one: its bytes are sent.
 */
const { PORT, FLOOR_FILE = '' } = process.env;
const taken: readonly Taken[] = JSON.parse(readFileSync(FLOOR_FILE, 'utf8'));
const bytes = taken.map(({ requests, answer }) => (requests.length > 0 ? undefined : bytesOf(answer)));
const pools = new Map<string, Pool>();

async function ask({ url, authorization, body }: Recorded): Promise<unknown> {
  const { origin, pathname } = new URL(url);
  const pool = pools.get(origin) ?? new Pool(origin, { connections: 128 });
  pools.set(origin, pool);
  const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
  const answer = await pool.request({ method: 'POST', path: pathname, headers, body });
  return answer.body.json();
}

function bytesOf(answer: unknown): Buffer {
  return Buffer.from(JSON.stringify(answer));
}

createServer(async (request, response) => {
  const nth = Number(request.url?.slice(1));
  const found = taken[nth];
  await Promise.all(found?.requests.map(ask) ?? []);
  const body = bytes[nth] ?? bytesOf(found?.answer);
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.byteLength });
  response.end(body);
}).listen(Number(PORT), '127.0.0.1');
