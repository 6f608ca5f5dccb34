import { createPromiseCache } from '../../subgraphs/common/promise-cache.ts';
import { isSameHash } from './compare.ts';
import { refused, uncheckable } from './errors.ts';
import type { Authenticator, Identity } from './identity.ts';
import { PREFIX, readKey } from './keys/secret.ts';
import type { KeyStore, PartnerKey } from './keys/store.ts';

const DAMAGED = 'The key must read "chr_<id>_<secret>", as it was shown when it was created.';

/** Makes the authenticator of partners' keys. Only the holder of its secret learns that a key is revoked or expired. */
export function partnerKey(keys: Pick<KeyStore, 'find' | 'touch'>): Authenticator {
  // A verdict is cached for seconds; the use is recorded once a minute.
  const uses = createPromiseCache<void>({ ttlMs: 60_000, max: 10_000 });

  return async ({ from, token }) => {
    if (from !== 'header' || !token.startsWith(PREFIX)) return undefined;
    const presented = readKey(token);
    if (!presented) throw refused('CREDENTIAL_MALFORMED', DAMAGED);
    const key = await keys.find(presented.id).catch((error) => {
      throw uncheckable('The store of keys', error);
    });
    if (!key || !isSameHash(presented.secret, key.hash)) throw refused('CREDENTIAL_UNKNOWN');
    if (key.revokedAt) throw refused('CREDENTIAL_REVOKED');
    if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) throw refused('CREDENTIAL_EXPIRED');
    // The request neither waits for this nor fails by it.
    uses(key.id, () => keys.touch(key.id)).catch(() => undefined);
    return identityOf(key);
  };
}

function identityOf({ id, scopes, requestsPerMinute, costPerDay }: PartnerKey): Identity {
  return {
    kind: 'partner',
    audience: 'partner',
    id: `partner:${id}`,
    scopes: new Set(scopes),
    limits: { requestsPerMinute, costPerDay },
  };
}
