import { hash } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createPromiseCache } from '../../subgraphs/common/promise-cache.ts';
import { isRefused, isUncheckable, refused } from './errors.ts';
import { ANONYMOUS, type Authenticator, type Credential, type Identity } from './identity.ts';

export type { Authenticator, Identity } from './identity.ts';

/**
 * Identifies the caller of a request. Without a credential the caller is anonymous; with an invalid one the request is refused.
 * @param address the sender's network address; undefined where it is unknown
 * @throws GraphQLError HTTP 401 with a code of errors.ts; 429 after too many invalid credentials from the address; 503 where
 * the credential cannot be checked now, and was not valid within `identityGraceMs`
 */
export type Identify = (headers: Pick<Headers, 'get'>, address?: string) => Promise<Identity>;

/** A check of an unknown credential, taken from the network's allowance. */
export interface Guess {
  /** RATE_LIMITED, HTTP 429, after too many invalid credentials from the network. */
  readonly refusal?: GraphQLError | undefined;
  /** Returns the check to the allowance: the credential was valid, or could not be checked. */
  giveBack(): void;
}

export interface IdentifyOptions {
  /** In the order in which they check a credential; the first that recognises its kind decides. */
  readonly authenticators: readonly Authenticator[];
  /** Takes a check from a network's allowance: see `Rates.guess`. */
  readonly guess: (network: string) => Promise<Guess>;
  /** The name of Directus's cookie for browser sessions. */
  readonly sessionCookie: string;
  /** How long a credential stays valid after its last check while it cannot be checked, in milliseconds; 0: not at all. */
  readonly identityGraceMs: number;
}

/**
 * How long a verdict on a credential is cached, in milliseconds. A subscription checks its credential once a second, so that it
 * ends within five seconds of a revocation.
 */
const VERDICTS = { ttlMs: 3_500, max: 10_000, isResult: isRefused };

/** A credential that was valid: its identity, and until when it is valid without a check, by `performance.now()`. */
interface Known {
  readonly identity: Identity;
  readonly validUntil: number;
}

/** Time after its last valid use in which a credential does not count as a guess, in milliseconds. */
const KNOWN = { ttl: 60 * 60_000, max: 10_000 };

export function createIdentify(options: IdentifyOptions): Identify {
  const { authenticators, guess, sessionCookie, identityGraceMs } = options;
  const known = new LRUCache<string, Known>(KNOWN);

  async function authenticate(credential: Credential): Promise<Identity> {
    for (const authenticator of authenticators) {
      const identity = await authenticator(credential);
      if (identity) return identity;
    }
    throw refused('CREDENTIAL_UNKNOWN');
  }

  /** Takes a check from the network's allowance, and returns it unless the credential is refused. */
  async function checkGuess<T>(address: string | undefined, check: () => Promise<T>): Promise<T> {
    const { refusal, giveBack } = await guess(address ?? '');
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

  const verdicts = createPromiseCache<Identity>(VERDICTS);

  async function verdict(key: string, credential: Credential, address: string | undefined): Promise<Identity> {
    const check = () => authenticate(credential);
    const earlier = known.get(key);
    try {
      // A credential that was valid before is not a guess, even if other guesses come from its address.
      const identity = await (earlier ? check() : checkGuess(address, check));
      known.set(key, { identity, validUntil: performance.now() + identityGraceMs });
      return identity;
    } catch (error) {
      if (earlier && isUncheckable(error) && performance.now() < earlier.validUntil) return earlier.identity;
      // A refusal ends the grace period.
      if (earlier && isRefused(error)) known.set(key, { ...earlier, validUntil: 0 });
      throw error;
    }
  }

  return async (headers, address) => {
    try {
      const credential = credentialOf(headers, sessionCookie);
      if (!credential) return ANONYMOUS;
      // No secret is stored in memory, and a comparison takes the same time for all.
      const key = hash('sha256', `${credential.from} ${credential.token}`);
      return verdicts(key, () => verdict(key, credential, address));
    } catch (error) {
      // A malformed credential counts as a check.
      return checkGuess(address, () => Promise.reject(error));
    }
  };
}

/**
 * Returns the credential of a request.
 * @param sessionCookie the name of Directus's cookie for browser sessions
 * @returns undefined where there is none
 * @throws GraphQLError CREDENTIAL_MALFORMED, CREDENTIALS_CONFLICT
 */
function credentialOf(headers: Pick<Headers, 'get'>, sessionCookie: string): Credential | undefined {
  const [first, ...others] = [
    ...inHeader(headers.get('authorization')),
    ...inCookies(headers.get('cookie'), sessionCookie),
  ];
  if (others.length > 0) throw refused('CREDENTIALS_CONFLICT');
  return first;
}

/** `fetch` joins several Authorization headers with commas. */
function inHeader(authorization: string | null): Credential[] {
  if (authorization === null) return [];
  return authorization.split(',').map((value) => {
    const token = /^\s*Bearer ([\w\-.~+/]+=*)\s*$/i.exec(value)?.[1];
    if (token === undefined) throw refused('CREDENTIAL_MALFORMED');
    return { from: 'header', token };
  });
}

function inCookies(cookies: string | null, sessionCookie: string): Credential[] {
  return (cookies?.split(';') ?? []).flatMap((cookie) => {
    const [name = '', ...value] = cookie.trim().split('=');
    if (name !== sessionCookie) return [];
    const token = value.join('=');
    if (!/^[\w\-.~+/]+=*$/.test(token)) {
      throw refused('CREDENTIAL_MALFORMED', `The cookie ${sessionCookie} is empty or damaged.`);
    }
    return [{ from: 'cookie', token }];
  });
}
