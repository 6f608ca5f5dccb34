import { formatResult } from '../errors.ts';
import type { Answer, Exchange } from '../pipeline/index.ts';
import { eventStream, singleEvent } from '../subscriptions/event-stream.ts';
import { cacheHeaders, isCacheable, isKnown, PRIVATE } from './cache.ts';
import { securityHeaders } from './security-headers.ts';

/** A response to an operation: not compressed, and without headers of CORS. */
export interface Encoded {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** null: none. */
  readonly body: string | ReadableStream<Uint8Array> | null;
}

const HEADERS = { ...securityHeaders('application/json'), 'cache-control': PRIVATE, vary: 'origin, accept-encoding' };

const EVENT_HEADERS = {
  ...securityHeaders('text/event-stream'),
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  vary: 'origin',
  // Proxies of nginx's kind would keep events until there are many.
  'x-accel-buffering': 'no',
};

/**
 * Writes an answer as GraphQL over HTTP has it, or as server-sent events.
 * @param isCaching whether the gateway caches answers: then other caches store those alone that it does
 * @param pingMs how often a subscriber that gets no events is sent a comment
 */
export function encode(exchange: Exchange, answer: Answer, isCaching: boolean, pingMs: number): Encoded {
  const { status, headers, stream } = answer;
  if (stream) return { status, headers: { ...EVENT_HEADERS, ...headers }, body: eventStream(stream, pingMs) };
  const { result } = answer;
  const text = answer.text ?? JSON.stringify(formatResult(result));
  if (exchange.mediaType === 'text/event-stream') {
    return { status, headers: { ...EVENT_HEADERS, ...headers }, body: singleEvent(text) };
  }
  const encoded = {
    status,
    headers: { ...HEADERS, 'content-type': `${exchange.mediaType}; charset=utf-8`, ...headers },
    body: text,
  };
  const { lifetime } = exchange;
  if (status !== 200 || (isCaching && !lifetime) || !isCacheable(exchange, answer)) return encoded;
  const { ratelimit: _, 'ratelimit-policy': __, ...ofAll } = encoded.headers as Record<string, string>;
  const cached = { ...ofAll, ...cacheHeaders(text, lifetime) };
  if (isKnown(cached, exchange.headers.get('if-none-match'))) return { status: 304, headers: cached, body: null };
  return { status, headers: cached, body: text };
}
