import type { Plugin } from 'graphql-yoga';
import type { Connection as RouteConnection } from '../http/routes/use-routes.ts';
import type { Identity } from '../identity/index.ts';
import type { Admit, Admitted } from '../limits/admit.ts';

/** What Yoga is given with an operation. */
export interface Connection extends RouteConnection {
  /** The admission of a request that was counted before it came to Yoga. */
  readonly admission?: Promise<Admitted> | undefined;
}

const admitted = new WeakMap<Request, Admitted>();

/**
 * Decides who asks, and counts the request, before anything of it is read. A credential that is not good ends it with HTTP
 * 401, a caller that asks too often with HTTP 429 and Retry-After.
 */
export function useIdentity(admit: Admit): Plugin<object, Connection> {
  return {
    async onRequestParse({ request, serverContext }) {
      const admission = serverContext.admission ?? admit(request.headers, serverContext.req?.socket?.remoteAddress);
      const known = await admission;
      admitted.set(request, known);
      if (known.refusal) throw known.refusal;
    },
  };
}

/** The admission of a request; undefined before that is decided, and where its credential is not good. */
export function admittedOf(request: Request): Admitted | undefined {
  return admitted.get(request);
}

/** Who a request is from. */
export function identityOf(request: Request): Identity {
  const known = admittedOf(request);
  if (!known) throw new Error('A request is identified before it is executed.');
  return known.identity;
}
