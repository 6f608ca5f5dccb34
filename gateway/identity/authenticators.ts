import type { Config } from '../config.ts';
import { directusUser } from './directus.ts';
import type { Authenticator } from './identity.ts';
import { openKeyStore } from './keys/store.ts';
import { oidcUser } from './oidc.ts';
import { partnerKey } from './partner-key.ts';
import { staffToken } from './staff-token.ts';

/** The authenticators that the settings turn on. */
export interface Authenticators {
  /** In the order in which they check a credential. Directus is last: any other token may be one of Directus's. */
  readonly list: readonly Authenticator[];
  close(): Promise<void>;
}

/** What the settings or the sandbox have. */
export interface Credentials {
  /** Undefined where the CMS is real. */
  readonly staffToken: string | undefined;
  /** The database of partners' keys. */
  readonly keysDatabaseUrl: string | undefined;
}

/** @returns the authenticators that the settings turn on */
export function authenticatorsOf(
  { cms, oidc, staffRoles }: Config,
  { staffToken: token, keysDatabaseUrl }: Credentials,
): Authenticators {
  const keys = keysDatabaseUrl === undefined ? undefined : openKeyStore(keysDatabaseUrl);
  return {
    list: [
      ...(keys ? [partnerKey(keys)] : []),
      ...(token === undefined ? [] : [staffToken(token)]),
      ...(oidc ? [oidcUser(oidc)] : []),
      ...(cms.sandbox ? [] : [directusUser({ url: cms.url, roles: staffRoles })]),
    ],
    close: async () => keys?.close(),
  };
}
