import { createRemoteJWKSet, decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { createPromiseCache } from '../../subgraphs/common/promise-cache.ts';
import { fetchJson } from '../fetch-json.ts';
import { SCOPES, type Scope } from '../graph/scopes.ts';
import { refused, uncheckable } from './errors.ts';
import type { Authenticator } from './identity.ts';

export interface OidcProvider {
  /** The tokens' `iss`. */
  readonly issuer: string;
  /** A value of the tokens' `aud`. */
  readonly audience: string;
  /** The URL of its keys; by default from its discovery document. */
  readonly jwksUrl?: string | undefined;
  /** Time limit for an answer, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Asymmetric signatures. */
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

/** Allowed difference of two servers' clocks, in seconds. */
const CLOCK_TOLERANCE_S = 5;

/** Makes the authenticator of an OpenID provider's tokens: their users are staff, with the scopes in `scope`. */
export function oidcUser(provider: OidcProvider): Authenticator {
  const { issuer, audience } = provider;
  const keys = createPromiseCache<JWTVerifyGetKey>({ max: 1 });
  return async ({ from, token }) => {
    if (from !== 'header' || issuerOf(token) !== issuer) return undefined;
    const options = { issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_S };
    const verified = jwtVerify(token, await keys(issuer, () => keysOf(provider)), {
      ...options,
      requiredClaims: ['sub', 'exp'],
    });
    const { payload } = await verified.catch(refuse);
    return { kind: 'staff', audience: 'internal', id: `staff:oidc:${payload.sub}`, scopes: scopesOf(payload) };
  };
}

/** Reads the claim `scope`: one string, separated by spaces (RFC 8693). */
function scopesOf({ scope }: JWTPayload): ReadonlySet<Scope> {
  const named = typeof scope === 'string' ? scope.split(' ') : [];
  return new Set(SCOPES.filter((known) => named.includes(known)));
}

/** Returns the issuer of an unverified token, by which its authenticator is chosen. */
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
  // A plain JOSEError: the provider's answer has no keys. Any other error: the provider did not answer.
  if (!(error instanceof errors.JOSEError) || error.code === 'ERR_JOSE_GENERIC') throw unavailable(error);
  throw refused('CREDENTIAL_UNKNOWN');
}

const unavailable = (cause: unknown) => uncheckable('The OpenID provider', cause);

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** jose caches the keys, and fetches them again when a token names an unknown one, at most every half minute. */
async function keysOf({ issuer, jwksUrl, timeoutMs = 5_000 }: OidcProvider): Promise<JWTVerifyGetKey> {
  const discovered = () =>
    discover(issuer, timeoutMs).catch((error) => {
      throw unavailable(error);
    });
  const url = jwksUrl ?? (await discovered());
  return createRemoteJWKSet(new URL(url), { timeoutDuration: timeoutMs });
}

async function discover(issuer: string, timeoutMs: number): Promise<string> {
  const { body } = await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, timeoutMs);
  const found = Discovery.parse(body);
  if (found.issuer !== issuer) throw new Error(`The OpenID provider names another issuer, ${found.issuer}.`);
  return found.jwks_uri;
}
