import type { Plugin } from 'graphql-yoga';
import type { Identify, Identity } from '../identity/index.ts';

const identities = new WeakMap<Request, Identity>();

/** Decides who asks, before anything of the request is read. A credential that is not good ends it: HTTP 401. */
export function useIdentity(identify: Identify): Plugin {
  return {
    async onRequestParse({ request }) {
      identities.set(request, await identify(request.headers));
    },
  };
}

/** Who a request is from; undefined before that is decided, and where its credential is not good. */
export function knownIdentity(request: Request): Identity | undefined {
  return identities.get(request);
}

/** Who a request is from. */
export function identityOf(request: Request): Identity {
  const identity = knownIdentity(request);
  if (!identity) throw new Error('A request is identified before it is executed.');
  return identity;
}
