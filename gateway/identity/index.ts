import { credentialOf } from './credential.ts';
import { refused } from './errors.ts';
import { ANONYMOUS, type Authenticator, type Identity } from './identity.ts';

export type { Authenticator, Identity } from './identity.ts';

/**
 * Who a request is from: the one place that decides. No credential is anonymous; one that is not good never is.
 * @throws GraphQLError HTTP 401 with a code of errors.ts; 503 where the credential can't be checked now
 */
export type Identify = (headers: Pick<Headers, 'get'>) => Promise<Identity>;

/** Where Directus keeps a browser's session, unless its settings say otherwise. */
const SESSION_COOKIE = 'directus_session_token';

/**
 * @param authenticators in the order in which they look at a credential; the first that knows its kind decides
 * @param sessionCookie the name of Directus's cookie
 */
export function createIdentify(authenticators: readonly Authenticator[], sessionCookie = SESSION_COOKIE): Identify {
  return async (headers) => {
    const credential = credentialOf(headers, sessionCookie);
    if (!credential) return ANONYMOUS;
    for (const authenticate of authenticators) {
      const identity = await authenticate(credential);
      if (identity) return identity;
    }
    throw refused('CREDENTIAL_UNKNOWN');
  };
}
