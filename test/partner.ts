import type { Authenticator } from '../gateway/identity/index.ts';

/** Who presents it is a partner with all that partners can have. */
export const PARTNER_KEY = 'chr_key-of-the-tests';

/** Knows who presents `PARTNER_KEY`. */
export const partner: Authenticator = ({ token }) =>
  token === PARTNER_KEY
    ? { kind: 'partner', audience: 'partner', id: 'partner:of-the-tests', scopes: new Set(['analytics:bulk']) }
    : undefined;
