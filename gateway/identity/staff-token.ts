import { SCOPES } from '../graph/scopes.ts';
import { isSame } from './compare.ts';
import type { Authenticator, Identity } from './identity.ts';

const STAFF: Identity = { kind: 'staff', audience: 'internal', id: 'staff:sandbox', scopes: new Set(SCOPES) };

/** Who presents the sandbox's token is staff there, where no Directus knows its people. */
export function staffToken(token: string): Authenticator {
  return (credential) => (credential.from === 'header' && isSame(credential.token, token) ? STAFF : undefined);
}
