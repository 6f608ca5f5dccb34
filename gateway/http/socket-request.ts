import type { IncomingMessage } from 'node:http';

/** The request by which a connection became a WebSocket. */
export interface Upgrade {
  readonly path: string;
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
}

export function upgradeOf({ url = '/', headers, socket }: IncomingMessage): Upgrade {
  const entries = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return { path: url.split('?', 1)[0] ?? '', headers: new Headers(entries), remoteAddress: socket.remoteAddress };
}

/**
 * Whether a page may connect: a browser says whose it is, and asks nobody before (RFC 6455, section 10.2).
 * @param corsOrigins other sites whose pages may
 */
export function isAllowedOrigin(headers: Pick<Headers, 'get'>, corsOrigins: readonly string[]): boolean {
  const origin = headers.get('origin');
  if (origin === null || corsOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === headers.get('host');
}

/** What of a connection's own request is about the connection, and not each of its operations'. */
const OF_CONNECTION =
  /^(accept|connection|content-|host$|keep-alive|origin|sec-|te$|trace|transfer-|upgrade|x-request-id)/;

export interface SocketRequest {
  readonly headers: Headers;
  request(): Request;
}

/**
 * An operation of a connection, as a request over HTTP.
 * @param parameters of `connection_init`: `authorization` is taken as the header
 */
export function requestOf(
  { headers }: Upgrade,
  parameters: Readonly<Record<string, unknown>> | undefined,
  { body, signal }: { readonly body?: string; readonly signal?: AbortSignal } = {},
): SocketRequest {
  const own = new Headers({ 'content-type': 'application/json', accept: 'text/event-stream', 'x-chronos-csrf': '1' });
  for (const [name, value] of headers) if (!OF_CONNECTION.test(name)) own.set(name, value);
  const { authorization = parameters?.Authorization } = parameters ?? {};
  if (typeof authorization === 'string') own.set('authorization', authorization);
  const url = `http://${headers.get('host') ?? 'gateway'}/graphql`;
  return {
    headers: own,
    request: () => new Request(url, { method: 'POST', headers: own, ...(body && { body }), ...(signal && { signal }) }),
  };
}
