import { createServer, type IncomingMessage } from 'node:http';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** Starts a JSON server for one test, on loopback. */
async function serve(answer: (request: IncomingMessage) => { status: number; body: unknown }) {
  const server = createServer((request, response) => {
    const { status, body } = answer(request);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Directus's answer about a user, measured on 11.17.4. */
export const me = (id: string, role?: string) => ({ status: 200, body: { data: { id, ...(role && { role }) } } });

/** Directus's answer to a credential that it refuses. */
export const refusal = (status: number, code: string) => ({
  status,
  body: { errors: [{ message: 'Refused.', extensions: { code } }] },
});

/** Directus's answer about the sum of a user's policies, measured on 11.17.4. */
const globals = (isAdmin: boolean) => ({
  status: 200,
  body: { data: { app_access: true, admin_access: isAdmin, enforce_tfa: false } },
});

/**
 * Starts a Directus that returns the user of a token, and counts requests.
 * @param administrators the tokens of users with admin access
 */
export async function startPeople(
  people: Map<string, { status: number; body: unknown }>,
  administrators: readonly string[] = [],
) {
  let asked = 0;
  const server = await serve(({ headers, url }) => {
    asked += 1;
    const token = headers.authorization?.replace('Bearer ', '') ?? '';
    if (url === '/policies/me/globals') return globals(administrators.includes(token));
    if (url !== '/users/me?fields=id,role') return refusal(404, 'ROUTE_NOT_FOUND');
    return people.get(token) ?? refusal(401, 'INVALID_CREDENTIALS');
  });
  return { ...server, asked: () => asked };
}

/** Starts an OpenID provider that signs tokens. */
export async function startProvider() {
  const { publicKey, privateKey } = await generateKeyPair('RS256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'of-the-test', alg: 'RS256', use: 'sig' };
  const server = await serve(({ url }) => {
    if (url === '/keys') return { status: 200, body: { keys: [jwk] } };
    return { status: 200, body: { issuer: server.url, jwks_uri: `${server.url}/keys` } };
  });
  const sign = (claims: JWTPayload, key = privateKey) =>
    new SignJWT({ iss: server.url, aud: 'chronos', sub: 'ada', exp: Math.floor(Date.now() / 1000) + 600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'of-the-test' })
      .sign(key);
  return { ...server, sign };
}
