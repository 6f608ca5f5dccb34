import ipaddr from 'ipaddr.js';
import type { Caller } from '../../subgraphs/upstream.ts';
import type { Identity } from './identity.ts';

/** Whom allowances are counted for: an identity, or an anonymous caller's network. */
export function callerOf({ kind, id }: Identity, address: string | undefined): string {
  return kind === 'anonymous' ? `anonymous:${networkOf(address ?? '')}` : id;
}

/** Of IPv6 the first 64 bits: the others are everyone's own to choose. What is no address stays what it is. */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
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
