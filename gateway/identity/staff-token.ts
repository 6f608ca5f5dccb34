import { SCOPES } from '../graph/scopes.ts';
import { isSameSecret } from './compare.ts';
import type { Authenticator, Identity } from './identity.ts';

const STAFF: Identity = { kind: 'staff', audience: 'internal', id: 'staff:sandbox', scopes: new Set(SCOPES) };

/** Makes the authenticator of the sandbox's staff token, for a CMS without users. */
export function staffToken(token: string): Authenticator {
  return (credential) => (credential.from === 'header' && isSameSecret(credential.token, token) ? STAFF : undefined);
}
