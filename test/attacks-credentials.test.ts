import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashOf } from '../gateway/identity/compare.ts';
import { makeKey, writeKey } from '../gateway/identity/keys/secret.ts';
import type { PartnerKey } from '../gateway/identity/keys/store.ts';
import { oidcUser } from '../gateway/identity/oidc.ts';
import { partnerKey } from '../gateway/identity/partner-key.ts';
import { staffToken } from '../gateway/identity/staff-token.ts';
import { startProvider } from '../gateway/identity/testing.ts';
import { startTarget, type Target } from './attacks.ts';
import { STAFF_TOKEN } from './gateway.ts';

const RUNS = 3_000;

const KEY = makeKey();
const kept: PartnerKey = {
  id: KEY.id,
  owner: 'ACME',
  hash: hashOf(KEY.secret),
  scopes: [],
  requestsPerMinute: 1_000_000,
  costPerDay: 1_000_000,
  createdAt: new Date(),
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
};

let provider: Awaited<ReturnType<typeof startProvider>>;
let target: Target;
let jwt: string;
beforeAll(async () => {
  provider = await startProvider();
  jwt = await provider.sign({});
  const keys = { find: async (id: string) => (id === kept.id ? kept : undefined), touch: async () => undefined };
  const oidc = oidcUser({ issuer: provider.url, audience: 'chronos', jwksUrl: undefined });
  target = await startTarget('anonymous', {
    server: {
      authenticators: [partnerKey(keys), staffToken(STAFF_TOKEN), oidc],
      clientAddressHeader: 'x-forwarded-for',
    },
  });
});
afterAll(async () => {
  console.log(`${target.tried()} keys and tokens were tried; none but the real ones made anybody of a caller`);
  await Promise.all([target.gateway.close(), provider.close()]);
});

/** Each from a network of its own, as bad credentials are counted by network. */
const ask = (headers: Record<string, string>) =>
  target.attack('/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `network ${target.tried()}`, ...headers },
    body: '{"query":"{ __typename }"}',
  });

test('the real ones are known', async () => {
  for (const token of [writeKey(KEY), STAFF_TOKEN, jwt]) {
    expect((await ask({ authorization: `Bearer ${token}` })).text).toBe('{"data":{"__typename":"Query"}}');
  }
});

/** What may stand in a header's value: fetch refuses the rest. */
const inHeader = fc.string({ unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)) });
const character = fc.constantFrom(...'abcXYZ019-_.~+/=');

/** A real token with something changed: what is the closest to it. */
function nearly(token: string): fc.Arbitrary<string> {
  const at = fc.nat(token.length - 1);
  return fc.oneof(
    fc.tuple(at, character).map(([place, other]) => token.slice(0, place) + other + token.slice(place + 1)),
    fc.tuple(at, character).map(([place, other]) => token.slice(0, place) + other + token.slice(place)),
    at.map((place) => token.slice(0, place)),
    at.map((place) => token.slice(0, place) + token.slice(place + 1)),
    at.map((place) => token.slice(place + 1) + token.slice(0, place + 1)),
    fc.constantFrom(token.toUpperCase(), token.toLowerCase(), `${token}${token}`, `${token}, ${token}`),
  );
}

test('key and token fuzzing never makes anybody of a caller', { timeout: 300_000 }, async () => {
  const real = [writeKey(KEY), STAFF_TOKEN, jwt];
  const token = fc.oneof(...real.map(nearly), inHeader, fc.base64String(), fc.uuid());
  const scheme = fc.constantFrom('Bearer ', 'bearer ', 'Bearer', 'Basic ', 'Token ', '', 'Bearer  ');
  const presented = fc.tuple(scheme, token).filter(([, value]) => !real.includes(value.trim()));
  const codes = new Set<string>();
  for (const [kind, value] of fc.sample(presented, { numRuns: RUNS, seed: 5 })) {
    const { status, headers, text } = await ask({ authorization: kind + value });
    expect([kind + value, status]).toEqual([kind + value, 401]);
    const { data, errors } = JSON.parse(text);
    expect([data, errors.length]).toEqual([undefined, 1]);
    codes.add(errors[0].extensions.code);
    // The credential is not in the answer either, from which logs and caches could store it.
    if (value.trim().length > 12) expect([...headers].flat().join('\n') + text).not.toContain(value.trim());
  }
  expect([...codes].sort()).toEqual(['CREDENTIAL_MALFORMED', 'CREDENTIAL_UNKNOWN']);
});

test('tokens that a stranger signed, or nobody, are nobody’s', async () => {
  const [header = '', payload = '', signature = ''] = jwt.split('.');
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const decoded = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const forged = [
    `${encode({ alg: 'none' })}.${payload}.`,
    `${encode({ alg: 'None', typ: 'JWT' })}.${payload}.${signature}`,
    `${encode({ alg: 'HS256', kid: 'of-the-test' })}.${payload}.${signature}`,
    `${header}.${encode({ ...decoded, sub: 'root', scope: 'crm:read' })}.${signature}`,
    `${encode({ alg: 'RS256', jwk: { kty: 'RSA' } })}.${payload}.${signature}`,
    `${encode({ alg: 'RS256', jku: 'http://127.0.0.1:1/keys', kid: 'x' })}.${payload}.${signature}`,
    `${header}.${payload}`,
    `${header}.${payload}.`,
    await provider.sign({ aud: 'somebody-else' }),
    await provider.sign({ iss: 'https://login.evil.example' }),
    await provider.sign({ exp: 1 }),
  ];
  for (const token of forged)
    expect([token, (await ask({ authorization: `Bearer ${token}` })).status]).toEqual([token, 401]);
});
