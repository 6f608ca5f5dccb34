import { isIPv4 } from 'node:net';
import ipaddr from 'ipaddr.js';
import type { Caller, ClientAbort, UpstreamContext } from '../../subgraphs/contract/upstream.ts';
import type { Identity } from './identity.ts';

/** Returns the key that allowances are counted by: an identity, or an anonymous caller's network. @param network see `AddressOf` */
export function callerOf({ kind, id }: Identity, network: string | undefined): string {
  return kind === 'anonymous' ? `anonymous:${network ?? ''}` : id;
}

/** An address with a port, as some proxies append it: `192.0.2.7:49152`, `[2001:db8::1]:49152`. */
const WITH_PORT = /^(?:\[(.+)\]|([^:]+))(?::\d+)?$/;

/**
 * Returns the network of an address without its port, which each connection of a host has another of: of IPv6 the first 64
 * bits, as a host chooses the others. Returns any other text unchanged.
 */
function networkOf(text: string): string {
  const [, bracketed, plain] = WITH_PORT.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  if (isIPv4(address) || !ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
}

/** Returns the network of a request's sender: an address of IPv4, or the first 64 bits of one of IPv6; undefined where it is unknown. */
export type AddressOf = (headers: Pick<Headers, 'get'>, ofConnection: string | undefined) => string | undefined;

/**
 * @param header the header to which each proxy appends the address that connects to it; undefined: clients connect directly
 * @param hops the number of proxies that append: the client's address is the `hops`th from the end
 */
export function createAddressOf(header: string | undefined, hops = 1): AddressOf {
  return (headers, ofConnection) => {
    const appended = header === undefined ? [ofConnection] : (headers.get(header)?.split(',') ?? []);
    const address = appended.at(-Math.min(hops, appended.length));
    return address === undefined ? undefined : networkOf(address.trim());
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
