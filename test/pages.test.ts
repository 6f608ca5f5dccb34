import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourcesHash } from '../gateway/graphiql/sources.ts';
import { startGateway, type TestGateway } from './gateway.ts';

let directus: Server;
let gateway: TestGateway;
let signingIn: TestGateway;
/** What Directus was sent, and what it answers next. */
const logins: unknown[] = [];
let answer: { status: number; body: string };

beforeAll(async () => {
  directus = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    request.on('end', () => {
      logins.push([request.method, request.url, JSON.parse(text)]);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  }).listen(0, '127.0.0.1');
  await once(directus, 'listening');
  const address = directus.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  gateway = await startGateway({ down: 'twenty' });
  signingIn = await startGateway({ server: { signInAt: `http://127.0.0.1:${port}/` } });
});
afterAll(async () => {
  await gateway.close();
  await signingIn.close();
  directus.closeAllConnections();
  directus.close();
});

async function open(path: string, headers: Readonly<Record<string, string>> = { accept: 'text/html' }) {
  const response = await gateway.fetch(`http://gateway${path}`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

describe('GraphiQL', () => {
  it('is shown to browsers, with the views in tabs, and no script in the page', async () => {
    const { status, headers, text } = await open('/graphql');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    const settings = JSON.parse(/<script id="settings" type="application\/json">(.*)<\/script>/.exec(text)?.[1] ?? '');
    expect(settings).toMatchObject({ endpoint: '/graphql', signIn: null });
    expect(settings.tabs.map(({ query }: { query: string }) => /query (\w+)/.exec(query)?.[1])).toEqual([
      'Home',
      'ArticlePage',
      'RegionDashboard',
      'Choropleth',
      'CompanyProfile',
    ]);
    expect(text.match(/<script(?! id="settings")[^>]*>/g)).toEqual([
      `<script type="module" src="${settings.assets}graphiql.js">`,
    ]);
  });

  it('is bundled from its sources as they are: else run npm run build:graphiql', async () => {
    const made = await readFile(new URL('../gateway/graphiql/dist/sources.sha256', import.meta.url), 'utf8');
    expect(made).toBe(`${sourcesHash()}\n`);
  });

  it('may run files of the gateway alone, and ask no other host', async () => {
    expect((await open('/graphql')).headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; " +
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; form-action 'self'; " +
        "frame-ancestors 'none'; base-uri 'none'",
    );
  });

  it('opens at a link with an operation, and not where a document is named', async () => {
    expect((await open('/graphql?query={__typename}')).text).toContain('<!doctype html>');
    expect((await open('/graphql?documentId=abc')).text).not.toContain('<!doctype html>');
  });

  it('has its files from the gateway, which may be kept forever, compressed or not', async () => {
    const assets = /src="(.*)graphiql\.js"/.exec((await open('/graphql')).text)?.[1];
    const file = (name: string, encoding: string) => open(`${assets}${name}`, { 'accept-encoding': encoding });
    for (const name of ['graphiql.js', 'graphql.worker.js', 'json.worker.js', 'editor.worker.js', 'graphiql.css']) {
      const plain = await file(name, 'identity');
      expect(plain.status).toBe(200);
      expect(Object.fromEntries(plain.headers)).toMatchObject({
        'content-type': `text/${name.endsWith('css') ? 'css' : 'javascript'}; charset=utf-8`,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding, origin',
      });
      expect(plain.text.length).toBeGreaterThan(100_000);
      expect((await file(name, 'gzip, br')).headers.get('content-encoding')).toBe('br');
    }
    expect((await file('codicon.ttf', 'br')).headers.get('content-type')).toBe('font/ttf');
    for (const path of [`${assets}nothing.js`, `${assets}../package.json`, '/graphiql/0/graphiql.js']) {
      expect((await open(path, {})).status).toBe(404);
    }
  });
});

describe('/', () => {
  it('says what this is, how each upstream is, and where to go on, without a script', async () => {
    const { status, headers, text } = await open('/');
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(text).not.toContain('<script');
    expect(text.match(/<li.*<\/li>/g)).toEqual([
      '<li class="up"><strong>Directus</strong> <span>content</span> <em>answers</em></li>',
      '<li class="down"><strong>Twenty</strong> <span>customers</span> <em>does not answer: its fields are null, with errors</em></li>',
      '<li class="up"><strong>Analytics</strong> <span>series, regions and maps</span> <em>answers</em></li>',
    ]);
    expect(text.match(/href="\/[^"]*"/g)).toEqual(['href="/graphql"', 'href="/healthz"', 'href="/readyz"']);
  });
});

it.each(['/', '/readyz', '/graphql'])('HEAD %s has the status and the headers of GET', async (path) => {
  const [head, get] = await Promise.all(
    ['HEAD', 'GET'].map((method) =>
      gateway.fetch(`http://gateway${path}`, { method, headers: { accept: 'text/html' } }),
    ),
  );
  expect([head?.status, ...(head?.headers ?? [])]).toEqual([200, ...(get?.headers ?? [])]);
});

describe('POST /sign-in', () => {
  const login = (body: string, headers = {}) =>
    signingIn.fetch('http://gateway/sign-in', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': String(body.length), ...headers },
      body,
    });
  const credentials = JSON.stringify({ email: 'ines@example.com', password: 'a password' });

  it('gets a token of Directus', async () => {
    answer = { status: 200, body: JSON.stringify({ data: { access_token: 'a token', refresh_token: 'kept here' } }) };
    const response = await login(credentials);
    expect([response.status, await response.json()]).toEqual([200, { token: 'a token' }]);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(logins).toEqual([
      ['POST', '/auth/login', { email: 'ines@example.com', password: 'a password', mode: 'json' }],
    ]);
  });

  it.each([
    ['Directus knows nobody', 401, 401, 'CREDENTIAL_UNKNOWN', 'The e-mail address or the password is wrong.'],
    [
      'Directus is asked too often',
      429,
      429,
      'TOO_MANY_REQUESTS',
      'Directus received too many requests: wait a minute.',
    ],
    ['Directus is not well', 503, 503, 'IDENTITY_UNAVAILABLE', 'Directus does not answer now: try again.'],
  ])('says why not: %s', async (_, of, status, code, message) => {
    answer = { status: of, body: '{"errors":[{"message":"internal words"}]}' };
    const response = await login(credentials);
    expect([response.status, await response.json()]).toEqual([status, { errors: [{ message, extensions: { code } }] }]);
  });

  it('takes nothing else, and nothing that another site could send', async () => {
    logins.length = 0;
    const statuses = await Promise.all([
      login('{"email":"a"}'),
      login('no JSON'),
      login(credentials, { 'content-length': '5000' }),
      login(credentials, { 'content-type': 'text/plain' }),
      signingIn.fetch('http://gateway/sign-in'),
      gateway.fetch('http://gateway/sign-in', { method: 'POST' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 413, 403, 405, 404]);
    expect(logins).toEqual([]);
  });
});
