import type { Config } from '../config.ts';
import { directusUser } from './directus.ts';
import { openKeyStore } from './keys/store.ts';
import { oidcUser } from './oidc.ts';
import { partnerKey } from './partner-key.ts';
import { staffToken } from './staff-token.ts';

/** Credentials from the settings or the sandbox. */
export interface Credentials {
  /** undefined where the CMS is not the sandbox's. */
  readonly staffToken: string | undefined;
  /** The database of partners' keys. */
  readonly keysDatabaseUrl: string | undefined;
}

/** Makes the authenticators that the settings turn on. */
export function authenticatorsOf(
  { cms, oidc, staffRoles }: Config,
  { staffToken: token, keysDatabaseUrl }: Credentials,
) {
  const keys = keysDatabaseUrl === undefined ? undefined : openKeyStore(keysDatabaseUrl);
  return {
    /** In the order in which they check a credential. Directus is last: it checks all unrecognised tokens. */
    list: [
      ...(keys ? [partnerKey(keys)] : []),
      ...(token === undefined ? [] : [staffToken(token)]),
      ...(oidc ? [oidcUser(oidc)] : []),
      ...(cms.sandbox ? [] : [directusUser({ url: cms.url, roles: staffRoles })]),
    ],
    close: async (): Promise<void> => keys?.close(),
  };
}
