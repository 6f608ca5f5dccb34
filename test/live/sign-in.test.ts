import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { directusUser } from '../../gateway/identity/directus.ts';
import { startGateway, type TestGateway } from '../gateway.ts';

const directusUrl = inject('directusUrl');
const email = `${randomUUID()}@example.com`;
const password = randomUUID();
const asAdmin = { authorization: `Bearer ${inject('directusAdminToken')}`, 'content-type': 'application/json' };

let gateway: TestGateway;
let user: { readonly id: string };
beforeAll(async () => {
  const response = await fetch(`${directusUrl}/users`, {
    method: 'POST',
    headers: asAdmin,
    body: JSON.stringify({ email, password }),
  });
  ({ data: user } = await response.json());
  gateway = await startGateway({
    server: { signInAt: directusUrl, authenticators: [directusUser({ url: directusUrl })] },
  });
});
afterAll(async () => {
  await gateway.close();
  await fetch(`${directusUrl}/users/${user.id}`, { method: 'DELETE', headers: asAdmin });
});

async function post(path: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await gateway.fetch(`http://gateway${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': String(body.length), ...headers },
    body,
  });
  return { status: response.status, body: await response.json() };
}

/** Directus turns requests away while it is under pressure: then one tries again, as its people would. */
function signIn(as: { readonly password: string }) {
  return vi.waitFor(
    async () => {
      const answered = await post('/sign-in', JSON.stringify({ email, ...as }));
      expect(answered.status).not.toBe(503);
      return answered;
    },
    { timeout: 60_000, interval: 500 },
  );
}

test('who signs in by a password gets a token by which the gateway knows staff', async () => {
  const { status, body } = await signIn({ password });
  expect([status, body]).toEqual([200, { token: expect.any(String) }]);
  const query = JSON.stringify({ query: '{ __type(name: "CmsArticle") { fields { name } } }' });
  expect(await post('/graphql', query, { authorization: `Bearer ${body.token}` })).toEqual({
    status: 200,
    body: { data: { __type: { fields: expect.arrayContaining([{ name: 'internalNote' }]) } } },
  });
});

test('a wrong password is 401', async () => {
  const { status, body } = await signIn({ password: 'wrong' });
  expect([status, body.errors[0].extensions.code]).toEqual([401, 'CREDENTIAL_UNKNOWN']);
});
