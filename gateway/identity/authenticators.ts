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

/** @param sandboxToken the staff token of the sandbox's CMS; undefined where the CMS is real */
export function authenticatorsOf(config: Config, sandboxToken: string | undefined): Authenticators {
  const { cms, keysDatabaseUrl, oidc, staffRoles } = config;
  const keys = keysDatabaseUrl === undefined ? undefined : openKeyStore(keysDatabaseUrl);
  return {
    list: [
      ...(keys ? [partnerKey(keys)] : []),
      ...(sandboxToken === undefined ? [] : [staffToken(sandboxToken)]),
      ...(oidc ? [oidcUser(oidc)] : []),
      ...(cms.sandbox ? [] : [directusUser({ url: cms.url, roles: staffRoles })]),
    ],
    close: async () => keys?.close(),
  };
}
