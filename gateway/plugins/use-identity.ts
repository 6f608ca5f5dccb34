import type { Plugin } from 'graphql-yoga';
import { type Identity, identify } from '../identity/identity.ts';

const identities = new WeakMap<Request, Identity>();

/** Decides who asks, before anything of the request is read. A credential that is not known ends it: HTTP 401. */
export function useIdentity(staffToken: string | undefined): Plugin {
  return {
    onRequestParse({ request }) {
      identities.set(request, identify(request.headers.get('authorization'), staffToken));
    },
  };
}

/** Who a request is from. */
export function identityOf(request: Request): Identity {
  const identity = identities.get(request);
  if (!identity) throw new Error('A request is identified before it is executed.');
  return identity;
}
