import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Caller, ClientAbort, UpstreamContext } from '../../subgraphs/contract/upstream.ts';
import type { Identity } from './identity.ts';

/** Returns the key that allowances are counted by: an identity, or an anonymous caller's network. */
export function callerOf({ kind, id }: Identity, address: string | undefined): string {
  return kind === 'anonymous' ? `anonymous:${networkOf(address ?? '')}` : id;
}

/** Returns the network of an address: of IPv6 the first 64 bits, as a host chooses the others. Returns any other text unchanged. */
export function networkOf(address: string): string {
  if (isIPv4(address) || !ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/** Returns the network address of a request's sender; undefined where it is unknown. */
export type AddressOf = (headers: Pick<Headers, 'get'>, ofConnection: string | undefined) => string | undefined;

/**
 * @param header the header to which each proxy appends the address that connects to it; undefined: clients connect directly
 * @param hops the number of proxies that append: the client's address is the `hops`th from the end
 */
export function createAddressOf(header: string | undefined, hops = 1): AddressOf {
  return (headers, ofConnection) => {
    if (header === undefined) return ofConnection;
    const appended = headers.get(header)?.split(',') ?? [];
    return appended.at(-Math.min(hops, appended.length))?.trim();
  };
}

/** Returns the part of an identity that upstreams get. @param id see `callerOf` */
export function upstreamCallerOf({ audience, directusToken }: Identity, id: string): Caller {
  return { audience, id, ...(directusToken !== undefined && { directusToken }) };
}

/**
 * Makes the context of a request's upstream requests.
 * @param id of its sender: see `callerOf`
 * @param timeoutMs time limit for all of them together, in milliseconds
 */
export function upstreamContextOf(
  identity: Identity,
  id: string,
  signal: ClientAbort,
  timeoutMs: number,
): UpstreamContext {
  return { caller: upstreamCallerOf(identity, id), signal, deadline: performance.now() + timeoutMs };
}
