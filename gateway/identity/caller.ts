import type { Caller } from '../../subgraphs/upstream.ts';
import type { Identity } from './identity.ts';

/** Whom allowances are counted for: an identity, or an anonymous caller's network address. */
export function callerOf({ kind, id }: Identity, address: string | undefined): string {
  return kind === 'anonymous' ? `anonymous:${address ?? ''}` : id;
}

/**
 * The network address that a request comes from.
 * @param header in which a proxy adds that address, as the last; undefined: it is the connection's
 */
export function addressOf(headers: Pick<Headers, 'get'>, header: string | undefined, ofConnection: string | undefined) {
  return header ? headers.get(header)?.split(',').at(-1)?.trim() : ofConnection;
}

/** What an upstream may know of who asks. */
export function upstreamCallerOf({ audience, directusToken }: Identity): Caller {
  return { audience, ...(directusToken !== undefined && { directusToken }) };
}
