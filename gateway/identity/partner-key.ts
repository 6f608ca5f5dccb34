import { isSameHash } from './compare.ts';
import { refused, uncheckable } from './errors.ts';
import type { Authenticator, Identity } from './identity.ts';
import { PREFIX, readKey } from './keys/secret.ts';
import type { KeyStore, PartnerKey } from './keys/store.ts';
import { remembered } from './remembered.ts';

const DAMAGED = 'The key must read "chr_<id>_<secret>", as it was shown when it was made.';

/** Who has a key of the store is a partner. Of a revoked or expired key only who has its secret hears that it is. */
export function partnerKey(keys: Pick<KeyStore, 'find' | 'touch'>): Authenticator {
  // A verdict holds for seconds, the use is noted to the minute.
  const noteUse = remembered((id) => keys.touch(id), { ms: 60_000, most: 10_000 });

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
    // Who asks is not kept waiting, nor refused, for this.
    noteUse(key.id).catch(() => undefined);
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
