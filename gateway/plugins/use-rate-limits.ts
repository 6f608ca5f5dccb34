import type { Plugin } from 'graphql-yoga';
import type { Allowance } from '../limits/allowance.ts';
import { rateLimitHeaders, type Spending } from '../limits/rates.ts';
import { admittedOf } from './use-identity.ts';

/** Says in every answer what its caller has left. */
export function useRateLimits(): Plugin {
  return {
    onResponse({ request, response: { headers } }) {
      const known = admittedOf(request);
      if (!known) return;
      const allowances = [known.allowance, ...(spent.get(request) ?? [])];
      for (const [name, value] of Object.entries(rateLimitHeaders(allowances))) headers.set(name, value);
    },
  };
}

/** What was taken of other allowances than that of requests. */
const spent = new WeakMap<Request, Allowance[]>();

/** Whom the allowances of a request are counted for. */
export function callerOfRequest(request: Request): string {
  return admittedOf(request)?.caller ?? '';
}

/**
 * Notes an allowance for the answer's headers.
 * @throws GraphQLError the spending's refusal, where it has one
 */
export function spend(request: Request, { allowance, refusal }: Spending): void {
  const others = (spent.get(request) ?? []).filter(({ name }) => name !== allowance.name);
  spent.set(request, [...others, allowance]);
  if (refusal) throw refusal;
}
