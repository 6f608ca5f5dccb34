import type { Plugin } from 'graphql-yoga';
import { addressOf, callerOf } from '../identity/caller.ts';
import type { Allowance } from '../limits/allowance.ts';
import { type Rates, rateLimitHeaders, type Spending } from '../limits/rates.ts';
import { identityOf } from './use-identity.ts';

/**
 * Ends a request of who asks too often: HTTP 429 with Retry-After. Every answer tells what is left.
 * @param addressHeader see `addressOf`
 */
export function useRateLimits(rates: Rates, addressHeader: string | undefined): Plugin<object, Connection> {
  return {
    async onRequestParse({ request, serverContext: { req } }) {
      const identity = identityOf(request);
      const caller = callerOf(identity, addressOf(request.headers, addressHeader, req?.socket?.remoteAddress));
      callers.set(request, caller);
      spend(request, await rates.request(identity, caller));
    },
    onResponse({ request, response: { headers } }) {
      const known = allowances.get(request);
      if (!known) return;
      for (const [name, value] of Object.entries(rateLimitHeaders(known))) headers.set(name, value);
    },
  };
}

/** What Node knows of a request, as far as it is needed here; a test's `fetch` has no connection. */
export interface Connection {
  readonly req?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

const callers = new WeakMap<Request, string>();
const allowances = new WeakMap<Request, Allowance[]>();

/** Whom the allowances of a request are counted for. */
export function callerOfRequest(request: Request): string {
  return callers.get(request) ?? '';
}

/**
 * Notes an allowance for the answer's headers.
 * @throws GraphQLError the spending's refusal, where it has one
 */
export function spend(request: Request, { allowance, refusal }: Spending): void {
  allowances.set(request, [...(allowances.get(request) ?? []), allowance]);
  if (refusal) throw refusal;
}
