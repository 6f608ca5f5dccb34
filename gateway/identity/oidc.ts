import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { SCOPES, type Scope } from '../graph/scopes.ts';
import { refused, uncheckable } from './errors.ts';
import type { Authenticator } from './identity.ts';

export interface OidcProvider {
  /** As the tokens' `iss` says it. */
  readonly issuer: string;
  /** What the tokens' `aud` must hold. */
  readonly audience: string;
  /** Where its keys are. Undefined: where its discovery document says. */
  readonly jwksUrl?: string | undefined;
  /** How long it may take to answer, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Signatures that the holder of a public key alone can't make. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];

/** Clocks of two servers differ by some seconds. */
const CLOCK_TOLERANCE_S = 5;

/** Who has a token of the OpenID provider for this audience is staff, with those of our scopes that its `scope` names. */
export function oidcUser(provider: OidcProvider): Authenticator {
  const { issuer, audience } = provider;
  const keys = lazily(() => keysOf(provider));
  return async ({ from, token }) => {
    if (from !== 'header' || issuerOf(token) !== issuer) return undefined;
    const options = { issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_S };
    const verified = jwtVerify(token, await keys(), { ...options, requiredClaims: ['sub', 'exp'] });
    const { payload } = await verified.catch(refuse);
    return { kind: 'staff', audience: 'internal', id: `staff:oidc:${payload.sub}`, scopes: scopesOf(payload) };
  };
}

/** RFC 8693: scopes stand in one string, apart by spaces. */
function scopesOf({ scope }: JWTPayload): ReadonlySet<Scope> {
  const named = typeof scope === 'string' ? scope.split(' ') : [];
  return new Set(SCOPES.filter((known) => named.includes(known)));
}

/** What an unverified token says of its issuer: enough to know whose it is to check. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw refused('CREDENTIAL_EXPIRED');
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) throw unavailable(error);
  // Plain JOSEError: the provider answered something else than keys. What is no JOSEError: it did not answer.
  if (!(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC') throw unavailable(error);
  throw refused('CREDENTIAL_UNKNOWN');
}

const unavailable = (cause: unknown) => uncheckable('The OpenID provider', cause);

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Keys are kept by jose: fetched again when a token names one that is not there, at most every half minute. */
async function keysOf({ issuer, jwksUrl, timeoutMs = 5_000 }: OidcProvider): Promise<JWTVerifyGetKey> {
  const discovered = () =>
    discover(issuer, timeoutMs).catch((error) => {
      throw unavailable(error);
    });
  const url = jwksUrl ?? (await discovered());
  return createRemoteJWKSet(new URL(url), { timeoutDuration: timeoutMs });
}

async function discover(issuer: string, timeoutMs: number): Promise<string> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  const found = Discovery.parse(await response.json());
  if (found.issuer !== issuer) throw new Error(`The OpenID provider calls itself ${found.issuer}.`);
  return found.jwks_uri;
}

/** Made when it is first needed; what failed is tried again. */
function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
