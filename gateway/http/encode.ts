import { etagOf, isNamed } from '../../subgraphs/common/etag.ts';
import type { Served } from '../cache/index.ts';
import { formatResult } from '../errors.ts';
import type { Answer, Exchange, Outcome } from '../pipeline/index.ts';
import { eventStream, singleEvent } from '../subscriptions/event-stream.ts';
import type { AnswerStream } from '../subscriptions/running.ts';
import { publicHeaders } from './cache-headers.ts';
import { gzipParts, takesGzipParts } from './compression.ts';
import { MULTIPART, multipartBody } from './multipart.ts';
import { securityHeaders } from './security-headers.ts';

/** A response to an operation, uncompressed and without CORS headers. */
export interface Encoded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** null where there is no body; parts are each written at once. */
  readonly body: string | Buffer<ArrayBuffer> | ReadableStream<Uint8Array> | AsyncGenerator<string | Buffer> | null;
}

/** Whether a body is sent in parts. */
export function isParts(body: Encoded['body']): body is AsyncGenerator<string | Buffer> {
  return body !== null && typeof body === 'object' && 'return' in body;
}

/** For answers that no cache may store. */
const PRIVATE = 'private, no-store';

const HEADERS = { ...securityHeaders('application/json'), 'cache-control': PRIVATE, vary: 'origin, accept-encoding' };

const EVENT_HEADERS = {
  ...securityHeaders('text/event-stream'),
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  vary: 'origin',
  // Otherwise proxies such as nginx buffer events.
  'x-accel-buffering': 'no',
};

const PART_HEADERS = { ...EVENT_HEADERS, 'content-type': MULTIPART, vary: 'origin, accept, accept-encoding' };

/**
 * Encodes an answer by GraphQL over HTTP, or as server-sent events.
 * @param isCaching whether the gateway caches answers: then other caches may store only the answers that it stores
 * @param pingMs interval of comments to a subscriber without events, in milliseconds
 */
export function encode(exchange: Exchange, answer: Answer, isCaching: boolean, pingMs: number): Encoded {
  const { status, headers, stream } = answer;
  if (stream && exchange.mediaType === 'multipart/mixed') return multipart(exchange, answer, stream);
  if (stream) return { status, headers: { ...EVENT_HEADERS, ...headers }, body: eventStream(stream, pingMs) };
  const { result } = answer;
  const body = answer.json ?? JSON.stringify(formatResult(result));
  if (exchange.mediaType === 'text/event-stream') {
    return { status, headers: { ...EVENT_HEADERS, ...headers }, body: singleEvent(String(body)) };
  }
  const encoded = {
    status,
    headers: { ...HEADERS, 'content-type': `${exchange.mediaType}; charset=utf-8`, ...headers },
    body,
  };
  const { lifetime } = exchange;
  if (status !== 200 || (isCaching && !lifetime) || !isCacheable(exchange, answer)) return encoded;
  const { ratelimit: _, 'ratelimit-policy': __, ...ofAll }: Record<string, string> = encoded.headers;
  const cached = { ...ofAll, ...cacheHeaders(body, lifetime) };
  if (isNamed(cached.etag, exchange.request.headers.get('if-none-match')))
    return { status: 304, headers: cached, body: null };
  return { status, headers: cached, body };
}

/** Encodes parts, each compressed by itself. */
function multipart(exchange: Exchange, { status, headers }: Answer, stream: AnswerStream): Encoded {
  const isCompressed = takesGzipParts(exchange.request.headers.get('accept-encoding'));
  const body = multipartBody(stream);
  return {
    status,
    headers: { ...PART_HEADERS, ...headers, ...(isCompressed && { 'content-encoding': 'gzip' }) },
    body: isCompressed ? gzipParts(body) : body,
  };
}

/**
 * Cache policy of a public view where the gateway itself caches no answers and so has no TTLs.
 */
const PUBLIC = 'public, max-age=60, stale-while-revalidate=300';

/** The request headers that an answer depends on, so that no cache gives one caller's answer to another. */
const VARY = [
  'origin',
  'accept',
  'accept-encoding',
  'authorization',
  'cookie',
  'x-chronos-cost',
  'x-chronos-csrf',
  'x-chronos-explain',
].join(', ');

/** Returns whether caches may store an answer: a GET of a trusted document by an anonymous caller, without errors. */
function isCacheable({ request, identity, isTrusted }: Exchange, { result, json }: Outcome): boolean {
  if (request.method !== 'GET' || !isTrusted || identity?.kind !== 'anonymous') return false;
  if (!result || result.extensions?.explain !== undefined || result.errors) return false;
  return json !== undefined || result.data != null;
}

/**
 * Makes the cache headers of an answer, with an ETag for revalidation.
 * @param lifetime the TTL and the age of the answer in the gateway's own cache
 */
function cacheHeaders(body: string | Buffer, lifetime: Served['lifetime']) {
  return {
    ...(lifetime ? { ...publicHeaders(lifetime), age: String(lifetime.ageSeconds) } : { 'cache-control': PUBLIC }),
    etag: etagOf(body),
    vary: VARY,
  };
}
