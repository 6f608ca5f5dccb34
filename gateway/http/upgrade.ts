import type { IncomingMessage } from 'node:http';

/** The request by which a connection became a WebSocket. */
export interface Upgrade {
  readonly path: string;
  /** Without cookies where a page of another origin opened the connection. */
  readonly headers: Headers;
  readonly remoteAddress: string | undefined;
  /** Whether the page may connect. A browser sends `Origin`, but no preflight (RFC 6455, section 10.2). */
  readonly isAllowed: boolean;
}

export interface Origins {
  /** The other origins whose pages may connect: "https://app.example". */
  readonly corsOrigins: readonly string[];
  /** The gateway's public URL: "https://graph.example". */
  readonly publicUrl?: string | undefined;
}

export function upgradeOf({ url = '/', headers: sent, socket }: IncomingMessage, origins: Origins): Upgrade {
  const entries = Object.entries(sent).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const headers = new Headers(entries);
  const origin = headers.get('origin');
  const isOwn = origin === null || origin === origins.publicUrl || origin === originOf(headers);
  if (!isOwn) headers.delete('cookie');
  return {
    path: url.split('?', 1)[0] ?? '',
    headers,
    remoteAddress: socket.remoteAddress,
    isAllowed: isOwn || origins.corsOrigins.includes(origin),
  };
}

/** Returns the origin of the request's URL. A proxy that ends TLS sets `x-forwarded-proto`; a page cannot set it. */
function originOf(headers: Headers): string {
  const scheme = headers.get('x-forwarded-proto')?.split(',', 1)[0]?.trim() ?? 'http';
  return `${scheme}://${headers.get('host')}`;
}

/** Headers that describe the connection, and not its operations. */
const OF_CONNECTION =
  /^(accept|connection|content-|host$|keep-alive|origin|sec-|te$|trace|transfer-|upgrade|x-request-id)/;

/**
 * Makes the headers of the operations of a connection.
 * @param parameters the payload of `connection_init`: its `authorization` is used as the header
 */
export function headersOf({ headers }: Upgrade, parameters: Readonly<Record<string, unknown>> | undefined): Headers {
  const own = new Headers();
  for (const [name, value] of headers) if (!OF_CONNECTION.test(name)) own.set(name, value);
  const { authorization = parameters?.Authorization } = parameters ?? {};
  // A value that is no header's is a malformed credential, and no anonymous caller.
  if (authorization != null) own.set('authorization', /^[ -~]+$/.exec(String(authorization))?.[0] ?? '');
  return own;
}
