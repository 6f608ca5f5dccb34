import { hash } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { networkOf } from './caller.ts';
import { credentialOf } from './credential.ts';
import { isRefused, isUncheckable, refused } from './errors.ts';
import { ANONYMOUS, type Authenticator, type Credential, type Identity } from './identity.ts';
import { remembered } from './remembered.ts';

export type { Authenticator, Identity } from './identity.ts';

/**
 * Decides who sends a request: the one place that does. No credential is anonymous; one that is not good never is.
 * @param address the network address of the sender; undefined where it is not known
 * @throws GraphQLError HTTP 401 with a code of errors.ts; 429 where its address has presented too many bad credentials; 503
 * where the credential can't be checked now, and was not good within `graceMs`
 */
export type Identify = (headers: Pick<Headers, 'get'>, address?: string) => Promise<Identity>;

/** A check of a credential that is not known to be good, taken from what a network may have checked. */
export interface Guess {
  /** RATE_LIMITED, HTTP 429, where the network has presented too many bad credentials. */
  readonly refusal?: GraphQLError | undefined;
  /** Gives the check back: the credential was good, or could not be checked. */
  giveBack(): void;
}

export interface IdentifyOptions {
  /** In the order in which they look at a credential; the first that knows its kind decides. */
  readonly authenticators: readonly Authenticator[];
  /** Takes a check from what a network may have checked: see `Rates.guess`. */
  readonly guess: (network: string) => Promise<Guess>;
  /** The name of the cookie in which Directus keeps a browser's session; Directus's own default where none is given. */
  readonly sessionCookie?: string | undefined;
  /** How long an identity is still believed after its last good check while none can be made, in milliseconds; 0: not at all. */
  readonly graceMs?: number | undefined;
}

/** Where Directus keeps a browser's session, unless its settings say otherwise. */
const SESSION_COOKIE = 'directus_session_token';

/**
 * How long a verdict on a credential holds, good or bad, in milliseconds. A subscription looks at its own once a second
 * (subscriptions/bounds.ts), so that it ends within five seconds of a revocation.
 */
const VERDICTS = { ms: 3_500, most: 10_000, isAnswer: isRefused };

/** A credential that was good: whose it is, and until when that is believed without a check, in milliseconds since the epoch. */
interface Known {
  readonly identity: Identity;
  readonly believedUntil: number;
}

/** How long a credential counts as no guess after it was good, in milliseconds. */
const KNOWN = { ttl: 60 * 60_000, max: 10_000 };

export function createIdentify(options: IdentifyOptions): Identify {
  const { authenticators, guess, sessionCookie = SESSION_COOKIE, graceMs = 60_000 } = options;
  const wasGood = new LRUCache<string, Known>(KNOWN);

  async function authenticate(credential: Credential): Promise<Identity> {
    for (const authenticator of authenticators) {
      const identity = await authenticator(credential);
      if (identity) return identity;
    }
    throw refused('CREDENTIAL_UNKNOWN');
  }

  /** Takes a check from the sender's network before anyone is asked, and gives it back unless the credential is refused. */
  async function checkGuess<T>(address: string | undefined, check: () => Promise<T>): Promise<T> {
    const { refusal, giveBack } = await guess(networkOf(address ?? ''));
    if (refusal) throw refusal;
    try {
      const checked = await check();
      giveBack();
      return checked;
    } catch (error) {
      if (!isRefused(error)) giveBack();
      throw error;
    }
  }

  const verdict = remembered(async (key, credential: Credential, address: string | undefined) => {
    const check = () => authenticate(credential);
    const known = wasGood.get(key);
    try {
      // Whatever others at its address present, a credential that was good is no guess.
      const identity = await (known ? check() : checkGuess(address, check));
      wasGood.set(key, { identity, believedUntil: Date.now() + graceMs });
      return identity;
    } catch (error) {
      if (known && isUncheckable(error) && Date.now() < known.believedUntil) return known.identity;
      // What was refused once is not believed again.
      if (known && isRefused(error)) wasGood.set(key, { ...known, believedUntil: 0 });
      throw error;
    }
  }, VERDICTS);

  /** The credential of a request. One that is malformed is counted as one that was checked. */
  async function presented(headers: Pick<Headers, 'get'>, address: string | undefined) {
    try {
      return credentialOf(headers, sessionCookie);
    } catch (error) {
      return checkGuess(address, (): Promise<undefined> => Promise.reject(error));
    }
  }

  return async (headers, address) => {
    const credential = await presented(headers, address);
    return credential ? verdict(keyOf(credential), credential, address) : ANONYMOUS;
  };
}

/** Names a credential in memory by its digest: no secret is held there, and comparing names takes the same time for all. */
function keyOf({ from, token }: Credential): string {
  return hash('sha256', `${from} ${token}`);
}
