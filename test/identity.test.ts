import { inspect } from 'node:util';
import { generateKeyPair } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { directusUser } from '../gateway/identity/directus.ts';
import { migrateKeys } from '../gateway/identity/keys/migrate.ts';
import { writeKey } from '../gateway/identity/keys/secret.ts';
import { type KeyStore, type KeyTerms, openKeyStore } from '../gateway/identity/keys/store.ts';
import { oidcUser } from '../gateway/identity/oidc.ts';
import { partnerKey } from '../gateway/identity/partner-key.ts';
import { me, refusal, startPeople, startProvider } from '../gateway/identity/testing.ts';
import { passTime } from './clock.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { type OwnDatabase, startEmptyDatabase } from './own-database.ts';

const ADMIN = '779fb0d9-5afc-4868-8a92-b2dbd1981c7d';
const EDITOR = '5f0c6c1e-6a4f-4d55-9a40-7c1e0f5b2a06';

/** What Directus knows; its stand-in behind the gateway knows the first of them too. */
const people = new Map<string, ReturnType<typeof me> | ReturnType<typeof refusal>>([
  ['directus-service-token', me('ada', ADMIN)],
  ['token-of-an-editor', me('bea', EDITOR)],
  ['token-of-nobody-special', me('cyd')],
  ['token-that-has-expired', refusal(401, 'TOKEN_EXPIRED')],
  ['token-that-is-damaged', refusal(403, 'INVALID_TOKEN')],
  ['token-that-breaks-directus', refusal(500, 'INTERNAL_SERVER_ERROR')],
]);

const terms: KeyTerms = {
  owner: 'ACME',
  scopes: ['analytics:bulk'],
  requestsPerMinute: 60,
  costPerDay: 100_000,
  expiresAt: null,
};

let directus: Awaited<ReturnType<typeof startPeople>>;
let provider: Awaited<ReturnType<typeof startProvider>>;
let database: OwnDatabase;
let keys: KeyStore;
let beforeFirst: unknown;
let gateway: TestGateway;

beforeAll(async () => {
  [directus, provider, database] = await Promise.all([startPeople(people), startProvider(), startEmptyDatabase()]);
  keys = openKeyStore(database.databaseUrl);
  beforeFirst = await keys.find('0000000000000000');
  await migrateKeys(database.databaseUrl);
  const roles = new Map([
    [ADMIN, new Set(['crm:read', 'crm:write', 'cms:write', 'analytics:bulk', 'ingestion:read'] as const)],
    [EDITOR, new Set(['cms:write'] as const)],
  ]);
  gateway = await startGateway({
    server: {
      authenticators: [
        partnerKey(keys),
        oidcUser({ issuer: provider.url, audience: 'chronos' }),
        directusUser({ url: directus.url, roles }),
      ],
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await keys.close();
  await Promise.all([directus.close(), provider.close(), database.close()]);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function ask(headers: Record<string, string>, query: string) {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const cookie = (token: string) => ({ cookie: `theme=dark; directus_session_token=${token}` });
const newKey = async (changes: Partial<KeyTerms> = {}) => writeKey(await keys.create({ ...terms, ...changes }));

/** Sets both clocks forward, so that what is cached for seconds is requested again. */
function secondsLater(seconds: number): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
  passTime(seconds * 1000);
}

const KNOWN = `{
  publicRead: __type(name: "CmsArticle") { name }
  bulk: __type(name: "ObservationColumns") { name }
  draft: __type(name: "CmsArticle") { fields { name } }
  crmRead: __type(name: "CrmCompany") { name }
  writes: __type(name: "Mutation") { fields { name } }
}`;

interface Known {
  data: Record<'publicRead' | 'bulk' | 'crmRead', object | null> & {
    draft: { fields: { name: string }[] };
    writes: { fields: { name: string }[] } | null;
  };
}

async function known(headers: Record<string, string>) {
  const { status, body } = await ask(headers, KNOWN);
  const { data }: Known = body;
  return {
    status,
    bulk: data.bulk !== null,
    drafts: data.draft.fields.some(({ name }) => name === 'status'),
    crm: data.crmRead !== null,
    writes: [...new Set(data.writes?.fields.map(({ name }) => name.slice(0, 3)))].sort(),
  };
}

describe('Anonymous, partner key, staff (Directus token or session cookie; OIDC JWT by JWKS with jose)', () => {
  const NOTHING = { status: 200, bulk: false, drafts: false, crm: false, writes: [] };
  const ALL = { status: 200, bulk: true, drafts: true, crm: true, writes: ['cms', 'crm'] };

  test('each has what its audience and its scopes open, and for it nothing else exists', async () => {
    expect(await known({})).toEqual(NOTHING);
    expect(await known({ cookie: 'theme=dark' })).toEqual(NOTHING);
    expect(await known(bearer(await newKey()))).toEqual({ ...NOTHING, bulk: true });
    expect(await known(bearer(await newKey({ scopes: [] })))).toEqual(NOTHING);
    expect(
      await known(bearer(await newKey({ scopes: ['crm:read', 'crm:write', 'cms:write', 'ingestion:read'] }))),
    ).toEqual(NOTHING);
    expect(await known(bearer('directus-service-token'))).toEqual(ALL);
    expect(await known(cookie('directus-service-token'))).toEqual(ALL);
    expect(await known(bearer('token-of-an-editor'))).toEqual({ ...NOTHING, drafts: true, writes: ['cms'] });
    expect(await known(bearer('token-of-nobody-special'))).toEqual({ ...NOTHING, drafts: true });
    const scope = 'openid crm:read nonsense';
    expect(await known(bearer(await provider.sign({ scope })))).toEqual({ ...NOTHING, drafts: true, crm: true });
    expect(await known(bearer(await provider.sign({})))).toEqual({ ...NOTHING, drafts: true });
  });

  test('A field that the identity’s audience lacks does not exist for it: not in introspection, not in suggestions', async () => {
    const unknown = (field: string, type: string, line: number) => ({
      status: 200,
      body: {
        errors: [
          {
            message: `Cannot query field "${field}" on type "${type}".`,
            locations: [{ line: 1, column: line }],
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
      },
    });
    for (const headers of [{}, bearer(await newKey()), bearer('token-of-an-editor')]) {
      expect(await ask(headers, '{ crmCompaniesGroupB { __typename } }')).toEqual(
        unknown('crmCompaniesGroupB', 'Query', 3),
      );
    }
    expect(await ask({}, '{ cmsArticles { internalNot } }')).toEqual(unknown('internalNot', 'CmsArticle', 17));
    const refused = await ask(bearer('directus-service-token'), '{ cmsArticles { internalNot } }');
    expect(refused.body.errors[0].message).toMatch(/Did you mean "internalNote"\?$/);
  });
});

describe('Expired, revoked, malformed, two at once: 401 with a code, never anonymous', () => {
  const refused = (code: string, message: string) => ({
    status: 401,
    body: { errors: [{ message, extensions: { code } }] },
  });
  const malformed = (message = 'The Authorization header must read "Bearer <token>".') =>
    refused('CREDENTIAL_MALFORMED', message);
  const unknown = refused('CREDENTIAL_UNKNOWN', 'The token is unknown: correct it, or omit the Authorization header.');
  const expired = refused('CREDENTIAL_EXPIRED', 'The credential has expired: get a new one.');
  const revoked = refused('CREDENTIAL_REVOKED', 'The credential has been revoked: get a new one.');
  const conflict = refused(
    'CREDENTIALS_CONFLICT',
    'The request holds more than one credential: send either the Authorization header or the cookie, once.',
  );
  const damaged = malformed('The key must read "chr_<id>_<secret>", as it was shown when it was created.');
  const query = '{ __typename }';

  test('of any kind', async () => {
    const key = await newKey();
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic YTpi', 'Bearer a b', `Token ${key}`, key]) {
      expect(await ask({ authorization }, query)).toEqual(malformed());
    }
    expect(await ask(cookie(''), query)).toEqual(malformed('The cookie directus_session_token is empty or damaged.'));
    expect(await ask(cookie('a b'), query)).toEqual(
      malformed('The cookie directus_session_token is empty or damaged.'),
    );
    expect(await ask({ ...bearer('directus-service-token'), ...cookie('directus-service-token') }, query)).toEqual(
      conflict,
    );
    expect(await ask({ authorization: `Bearer ${key}, Bearer ${key}` }, query)).toEqual(conflict);
    expect(await ask({ cookie: 'directus_session_token=a; directus_session_token=b' }, query)).toEqual(conflict);
  });

  test('a Directus token', async () => {
    expect(await ask(bearer('nobodys'), query)).toEqual(unknown);
    expect(await ask(cookie('nobodys'), query)).toEqual(unknown);
    expect(await ask(bearer('token-that-is-damaged'), query)).toEqual(unknown);
    expect(await ask(bearer('token-that-has-expired'), query)).toEqual(expired);
  });

  test('a partner’s key; who lacks its secret does not hear whether there is one', async () => {
    const key = await newKey();
    const other = await newKey();
    const [, id] = key.split('_');
    expect(await ask(bearer(`chr_${id}`), query)).toEqual(damaged);
    expect(await ask(bearer(key.slice(0, -1)), query)).toEqual(damaged);
    expect(await ask(bearer(`${key.slice(0, 21)}${other.slice(21)}`), query)).toEqual(unknown);
    expect(await ask(bearer(`chr_0000000000000000_${key.slice(21)}`), query)).toEqual(unknown);
    expect(await ask(cookie(key), query)).toEqual(unknown);
    expect(await ask(bearer(await newKey({ expiresAt: new Date(Date.now() - 1) })), query)).toEqual(expired);
    const gone = await newKey();
    await keys.revoke(gone.slice(4, 20));
    expect(await ask(bearer(gone), query)).toEqual(revoked);
    expect(await ask(bearer(`${gone.slice(0, 21)}${other.slice(21)}`), query)).toEqual(unknown);
  });

  test('a token of the OpenID provider', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const now = Math.floor(Date.now() / 1000);
    const signed = await provider.sign({});
    expect(await ask(bearer(await provider.sign({ exp: now - 60 })), query)).toEqual(expired);
    expect(await ask(bearer(await provider.sign({ aud: 'another' })), query)).toEqual(unknown);
    expect(await ask(bearer(await provider.sign({ nbf: now + 60 })), query)).toEqual(unknown);
    expect(await ask(bearer(await provider.sign({ iss: 'http://127.0.0.1:1' })), query)).toEqual(unknown);
    expect(await ask(bearer(await provider.sign({}, privateKey)), query)).toEqual(unknown);
    const [, payload] = signed.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await ask(bearer(`${none}.${payload}.`), query)).toEqual(unknown);
    expect(await ask(bearer(`${none}.${payload}.AAAA`), query)).toEqual(unknown);
  });

  test('what cannot be checked is 503; secrets planted in settings never show in errors or logs', async () => {
    const unavailable = (where: string) => ({
      status: 503,
      body: {
        errors: [
          {
            message: `The credential cannot be checked now: ${where} does not answer. Try again later.`,
            extensions: { code: 'IDENTITY_UNAVAILABLE' },
          },
        ],
      },
    });
    expect(await ask(bearer('token-that-breaks-directus'), query)).toEqual(unavailable('Directus'));
    const logged: unknown[] = [];
    const log = (...args: unknown[]) => logged.push(...args);
    const nowhere = openKeyStore('postgres://user:planted-secret@127.0.0.1:1/none');
    const cut = await startGateway({
      server: {
        authenticators: [
          partnerKey(nowhere),
          oidcUser({ issuer: 'http://127.0.0.1:1', audience: 'chronos' }),
          directusUser({ url: 'http://127.0.0.1:1' }),
        ],
        logger: { debug: log, info: log, warn: log, error: log },
      },
    });
    const asked = async (token: string) => {
      const response = await cut.fetch('http://gateway/graphql?query={__typename}', { headers: bearer(token) });
      return { status: response.status, body: await response.json() };
    };
    expect(await asked(await newKey())).toEqual(unavailable('The store of keys'));
    expect(await asked(await provider.sign({ iss: 'http://127.0.0.1:1' }))).toEqual(unavailable('The OpenID provider'));
    expect(await asked('any-other')).toEqual(unavailable('Directus'));
    expect(inspect(logged, { depth: 9 })).not.toMatch(/planted-secret|any-other|chr_/);
    await cut.close();
    await nowhere.close();
  });
});

describe('where STAFF_ROLES is not set', () => {
  test('users with Directus’s admin access have every scope, and nobody else has any', async () => {
    const users = new Map([
      ['directus-service-token', me('ada', ADMIN)],
      ['token-of-an-editor', me('bea', EDITOR)],
    ]);
    const own = await startPeople(users, ['directus-service-token']);
    const closed = await startGateway({ server: { authenticators: [directusUser({ url: own.url })] } });
    onTestFinished(async () => {
      await closed.close();
      await own.close();
    });
    const writes = async (token: string) => {
      const response = await closed.fetch('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...bearer(token) },
        body: JSON.stringify({
          query: '{ crm: __type(name: "CrmCompany") { name } writes: __schema { mutationType { name } } }',
        }),
      });
      return response.json();
    };
    expect(await writes('directus-service-token')).toEqual({
      data: { crm: { name: 'CrmCompany' }, writes: { mutationType: { name: 'Mutation' } } },
    });
    expect(await writes('token-of-an-editor')).toEqual({ data: { crm: null, writes: { mutationType: null } } });
    // Whose it is and what its policies give are one question each, and none for a token that is bad.
    expect(own.asked()).toBe(4);
    await writes('nobodys');
    expect(own.asked()).toBe(5);
  });
});

describe('A Directus token travels on to Directus, so Directus decides', () => {
  test('one that its GraphQL does not know is refused there, not answered as the gateway', async () => {
    const draft = '{ cmsArticleBySlug(slug: "draft-county-ranking-revision") { slug } }';
    const seen = { status: 200, body: { data: { cmsArticleBySlug: { slug: 'draft-county-ranking-revision' } } } };
    expect(await ask(bearer('directus-service-token'), draft)).toEqual(seen);
    expect(await ask(cookie('directus-service-token'), draft)).toEqual(seen);
    expect(await ask(bearer(await provider.sign({})), draft)).toEqual(seen);
    expect((await ask(bearer('token-of-an-editor'), draft)).body).toEqual({
      data: { cmsArticleBySlug: null },
      errors: [
        expect.objectContaining({
          path: ['cmsArticleBySlug'],
          extensions: expect.objectContaining({ code: 'UPSTREAM_UNAUTHENTICATED' }),
        }),
      ],
    });
  });

  test('Its own checks are cached only for seconds, and revocation takes effect within that', async () => {
    people.set('token-of-a-leaver', me('dan', ADMIN));
    const before = directus.asked();
    const statuses = await Promise.all([1, 2, 3].map(() => ask(bearer('token-of-a-leaver'), '{ __typename }')));
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 200]);
    people.delete('token-of-a-leaver');
    expect((await ask(bearer('token-of-a-leaver'), '{ __typename }')).status).toBe(200);
    expect(directus.asked() - before).toBe(1);
    secondsLater(5);
    expect((await ask(bearer('token-of-a-leaver'), '{ __typename }')).body.errors[0].extensions.code).toBe(
      'CREDENTIAL_UNKNOWN',
    );
  });
});

describe('While Directus is down', () => {
  const REGION = '{ region(code: "US-06") { name } }';
  const found = { status: 200, body: { data: { region: { name: 'California' } } } };
  const down = refusal(500, 'INTERNAL_SERVER_ERROR');
  const unavailable = { status: 503, code: 'IDENTITY_UNAVAILABLE' };
  const codeOf = async (token: string) => {
    const { status, body } = await ask(bearer(token), REGION);
    return { status, code: body.errors?.[0].extensions.code };
  };

  test('staff whose token was good within the last minute have what does not need Directus, and nobody else does', async () => {
    people.set('token-of-the-night-shift', me('eve', ADMIN));
    expect(await ask(bearer('token-of-the-night-shift'), REGION)).toEqual(found);
    people.set('token-of-the-night-shift', down);
    people.set('token-that-is-new', down);
    for (const seconds of [5, 50]) {
      secondsLater(seconds);
      expect(await ask(bearer('token-of-the-night-shift'), REGION)).toEqual(found);
      expect(await codeOf('token-that-is-new')).toEqual(unavailable);
    }
    secondsLater(10);
    expect(await codeOf('token-of-the-night-shift')).toEqual(unavailable);
    people.set('token-of-the-night-shift', me('eve', ADMIN));
    expect(await ask(bearer('token-of-the-night-shift'), REGION)).toEqual(found);
  });

  test('a token that it refused before is not believed', async () => {
    people.set('token-that-was-revoked', me('fay', ADMIN));
    expect(await ask(bearer('token-that-was-revoked'), REGION)).toEqual(found);
    people.delete('token-that-was-revoked');
    secondsLater(5);
    expect(await codeOf('token-that-was-revoked')).toEqual({ status: 401, code: 'CREDENTIAL_UNKNOWN' });
    people.set('token-that-was-revoked', down);
    secondsLater(5);
    expect(await codeOf('token-that-was-revoked')).toEqual(unavailable);
  });
});

describe('Partner keys: 256 random bits shown once, stored as a hash', () => {
  test('nothing of the secret is in the database, and last use is noted', async () => {
    const key = await newKey();
    const [, id] = key.split('_');
    expect(await keys.find(String(id))).toMatchObject({ lastUsedAt: null });
    expect((await ask(bearer(key), '{ __typename }')).status).toBe(200);
    await expect.poll(async () => (await keys.find(String(id)))?.lastUsedAt).toBeInstanceOf(Date);
    const stored = await database.exec('SELECT * FROM gateway.partner_keys');
    const text =
      JSON.stringify(stored) + JSON.stringify((await keys.list()).map(({ hash }) => hash.toString('latin1')));
    expect(text).toContain(id);
    expect(text).not.toContain(key.slice(21));
    expect(Buffer.from(key.slice(21), 'base64url')).toHaveLength(32);
  });

  test('revocation takes effect within seconds', async () => {
    const key = await newKey();
    expect((await ask(bearer(key), '{ __typename }')).status).toBe(200);
    expect(await keys.revoke(key.slice(4, 20))).toBe(true);
    expect(await keys.revoke(key.slice(4, 20))).toBe(false);
    secondsLater(5);
    expect((await ask(bearer(key), '{ __typename }')).body.errors[0].extensions.code).toBe('CREDENTIAL_REVOKED');
  });

  test('rotation makes a key of the same terms, and the old one runs out', async () => {
    const { id } = await keys.create(terms);
    const until = new Date(Date.now() + 60_000);
    const next = await keys.rotate(id, until);
    expect(next?.id).not.toBe(id);
    expect(await keys.find(next?.id ?? '')).toMatchObject(terms);
    expect(await keys.find(id)).toMatchObject({ ...terms, expiresAt: until });
    expect(await keys.rotate(id, new Date(Date.now() + 3_600_000))).toBeDefined();
    expect(await keys.find(id)).toMatchObject({ expiresAt: until });
    await keys.revoke(id);
    expect(await keys.rotate(id, until)).toBeUndefined();
  });

  test('a store in which no key was made yet has none', () => {
    expect(beforeFirst).toBeUndefined();
  });
});
