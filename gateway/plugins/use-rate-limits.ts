import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Audience } from '../graph/audiences.ts';
import { type Allowance, createAllowances } from '../limits/allowance.ts';
import type { Bounds } from '../limits/bounds.ts';
import { identityOf } from './use-identity.ts';

/** What is left to whom a request is from, as `RateLimit` and `RateLimit-Policy` tell it. */
const allowances = new WeakMap<Request, Allowance[]>();

/**
 * Ends a request of who asks too often: HTTP 429 with Retry-After. Every answer tells what is left, by the IETF draft
 * draft-ietf-httpapi-ratelimit-headers-10. An anonymous caller is its network address.
 * @param addressHeader in which a proxy adds that address, as the last; undefined: it is the connection's
 */
export function useRateLimits(
  bounds: Readonly<Record<Audience, Bounds>>,
  addressHeader: string | undefined,
): Plugin<object, Connection> {
  const take = createAllowances('requests', 60);
  const addressOf = (request: Request, { req }: Connection) =>
    addressHeader ? request.headers.get(addressHeader)?.split(',').at(-1)?.trim() : req?.socket?.remoteAddress;
  return {
    async onRequestParse({ request, serverContext }) {
      const { kind, id, audience, limits } = identityOf(request);
      const caller = kind === 'anonymous' ? `anonymous:${addressOf(request, serverContext) ?? ''}` : id;
      callers.set(request, caller);
      const limit = limits?.requestsPerMinute ?? bounds[audience].requestsPerMinute;
      spend(request, await take(caller, 1, limit), `At most ${limit} requests a minute`);
    },
    onResponse({ request, response: { headers } }) {
      const known = allowances.get(request);
      if (!known) return;
      headers.set('ratelimit-policy', known.map((a) => `"${a.name}";q=${a.limit};w=${a.windowSeconds}`).join(', '));
      headers.set('ratelimit', known.map((a) => `"${a.name}";r=${a.remaining};t=${a.resetSeconds}`).join(', '));
    },
  };
}

/** What Node knows of a request, as far as it is needed here; a test's `fetch` has no connection. */
interface Connection {
  readonly req?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

const callers = new WeakMap<Request, string>();

/** Whom the allowances of a request are counted for. */
export function callerOf(request: Request): string {
  return callers.get(request) ?? '';
}

/**
 * Notes an allowance for the answer's headers.
 * @throws GraphQLError RATE_LIMITED, HTTP 429, where it is exceeded
 */
export function spend(request: Request, allowance: Allowance, what: string): void {
  allowances.set(request, [...(allowances.get(request) ?? []), allowance]);
  if (!allowance.exceeded) return;
  const { name, resetSeconds, remaining } = allowance;
  throw new GraphQLError(`${what}; ${remaining} are left. Ask again in ${resetSeconds} seconds.`, {
    extensions: {
      code: 'RATE_LIMITED',
      allowance: name,
      http: { status: 429, headers: { 'Retry-After': String(resetSeconds) } },
    },
  });
}
