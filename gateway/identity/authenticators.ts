import type { Config } from '../config.ts';
import { directusUser } from './directus.ts';
import type { Authenticator } from './identity.ts';
import { openKeyStore } from './keys/store.ts';
import { oidcUser } from './oidc.ts';
import { partnerKey } from './partner-key.ts';
import { staffToken } from './staff-token.ts';

/** All who may be somebody by the settings. */
export interface Authenticators {
  /** In the order in which they look at a credential: Directus takes whatever is left for a token of its own. */
  readonly list: readonly Authenticator[];
  close(): Promise<void>;
}

/** @param sandboxToken who presents it is staff, where the CMS is the sandbox's; undefined where it is not */
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
