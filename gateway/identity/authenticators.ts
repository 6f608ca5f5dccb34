import type { Config } from '../config.ts';
import type { Endpoints } from '../upstreams.ts';
import { directusUser } from './directus.ts';
import { openKeyStore } from './keys/store.ts';
import { oidcUser } from './oidc.ts';
import { partnerKey } from './partner-key.ts';
import { staffToken } from './staff-token.ts';

/**
 * Makes the authenticators that the settings turn on.
 * @param madeStaffToken the sandbox's token, where the settings have none; undefined where the CMS is not the sandbox's
 */
export function authenticatorsOf(config: Config, endpoints: Endpoints, madeStaffToken: string | undefined) {
  const { cms, oidc, staffRoles, analytics, staffToken: token = madeStaffToken } = config;
  const sandboxUrl = analytics.sandbox && 'databaseUrl' in endpoints ? endpoints.databaseUrl : undefined;
  const { keysDatabaseUrl = sandboxUrl } = config;
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
