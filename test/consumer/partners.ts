import type { Authenticator } from '../../gateway/identity/index.ts';

export const PARTNER_KEY = 'chr_key-of-a-partner';

/** Knows one partner, who may have figures by column. */
export const partners: Authenticator = ({ token }) =>
  token === PARTNER_KEY
    ? { kind: 'partner', audience: 'partner', id: 'partner:acme', scopes: new Set(['analytics:bulk']) }
    : undefined;
