import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer as createHttpServer, get } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { json } from 'node:stream/consumers';
import { expect, inject, onTestFinished, test } from 'vitest';
import { startDirectus } from '../sandbox/directus/index.ts';
import { start } from './process.ts';
import './provided.ts';

const ANALYTICS = new URL('../gateway/analytics.ts', import.meta.url);

const sandbox = { CHRONOS_SANDBOX: 'true', PORT: '0' };

test('says what runs where and one query to try, answers it, and stops at Ctrl-C', async () => {
  const gateway = start({ ...sandbox, DATABASE_URL: inject('databaseUrl') });
  const banner = await gateway.printed(/Try:\n.*\n/);
  expect(banner).toMatch(/GraphiQL +http:\/\/127\.0\.0\.1:\d+\/graphql\n/);
  expect(banner).toMatch(
    /Analytics +real\n.*CMS +sandbox\n.*CRM +sandbox\n.*Staff +Authorization: Bearer [\w-]{32}\n/s,
  );
  const [, url = '', body] = /curl -s (\S+) .* -d '(.*)'/.exec(banner) ?? [];
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: body ?? '' });
  expect(await response.json()).toEqual({
    data: {
      series: {
        title: 'All Employees: Total Nonfarm',
        units: 'Thousands of persons',
        latest: { time: '2015-12-01T00:00:00.000Z', value: 143093 },
      },
    },
  });
  gateway.child.kill('SIGINT');
  expect(await gateway.exited).toBe(0);
});

test('npm run analytics serves the analytics subgraph alone, and stops at Ctrl-C', async () => {
  const analytics = start({ PORT: '0', DATABASE_URL: inject('databaseUrl') }, ANALYTICS);
  const [, url] =
    /GraphiQL at (http:\S+), over a real database\.\n/.exec(await analytics.printed(/database\.\n/)) ?? [];
  const response = await fetch(String(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ indicator(code: "EMPLOYMENT") { name } }' }),
  });
  expect(await response.json()).toEqual({ data: { indicator: { name: 'Employment' } } });
  const [refused] = await once(get(String(url), { headers: { host: 'a b' } }), 'response');
  expect(refused.statusCode).toBe(400);
  expect(await json(refused)).toMatchObject({ errors: [{ message: 'The header "Host" is not valid.' }] });
  analytics.child.kill('SIGINT');
  expect(await analytics.exited).toBe(0);
});

test('npm run analytics says at the start what its database fails by', async () => {
  const settings = { PORT: '0', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
  expect(await start(settings, ANALYTICS).printed(/back\.\n/)).toContain(
    'The analytics database cannot be reached (ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1). Its fields answer with errors until it is back.',
  );
});

test('an upstream that cannot be reached at the start is named, and does not stop it', async () => {
  const redirects = createHttpServer((_, response) => {
    response.writeHead(308, { location: 'https://cms.example/?token=secret' }).end();
  }).listen(0, '127.0.0.1');
  const hangs = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => {
    for (const server of [redirects, hangs]) server.close();
  });
  await Promise.all([redirects, hangs].map((server) => once(server, 'listening')));
  const gateway = start({
    PORT: '0',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    DIRECTUS_URL: urlOf(redirects),
    TWENTY_URL: urlOf(hangs),
    TWENTY_API_KEY: 'a key',
    UPSTREAM_TIMEOUT_MS: '2000',
  });
  const banner = await gateway.printed(/Try:\n/);
  expect(banner).toMatch(
    /The gateway waits for [a-z ]*\btwenty\b[a-z ]*: 2 s at most\.(?:.|\n)*Chronos Graph is ready/,
  );
  const until = 'Until this is fixed, its part of the graph answers with errors.';
  expect(banner).toContain(
    'directus: Directus redirects the gateway: set its URL to its final address ' +
      `(HTTP 308 to https://cms.example/). ${until}`,
  );
  expect(banner).toContain(`twenty: Twenty did not answer within 2000 ms. ${until}`);
  expect(banner).toContain(
    'analytics: The analytics database cannot be reached ' +
      `(ECONNREFUSED: connect ECONNREFUSED 127.0.0.1:1). ${until}`,
  );
  expect(banner).toMatch(
    /Staff +by a token or session of Directus, with scopes of its administrators alone, as STAFF_ROLES is not set\n/,
  );
});

const urlOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

test('a Directus that is too old is named, and it ends with 1, unless a setting insists', async () => {
  const directus = await startDirectus({ token: 'directus-token', version: '10.13.4' });
  onTestFinished(() => directus.close());
  const settings = {
    ...sandbox,
    DATABASE_URL: inject('databaseUrl'),
    DIRECTUS_URL: directus.url,
    DIRECTUS_TOKEN: 'directus-token',
  };
  const refused = start(settings);
  expect(await refused.printed(/older than.*\n/)).toContain(
    'Directus 10.13.4 is older than 11.13.4, the oldest that is supported: upgrade it, or set DIRECTUS_ANY_VERSION=true',
  );
  expect(await refused.exited).toBe(1);
  const insisting = start({ ...settings, DIRECTUS_ANY_VERSION: 'true' });
  expect(await insisting.printed(/Try:\n/)).toMatch(/CMS +real/);
});

test('bad settings are reported all at once, and it ends with 1', async () => {
  const gateway = start({ PORT: 'abc', DIRECTUS_URL: 'nope', CHRONOS_SANDBOX: 'true' });
  expect(await gateway.printed(/DIRECTUS_URL.*\n/)).toBe(
    "The gateway can't start with these settings:\n" +
      '  - PORT must be a whole number from 0 to 65535.\n' +
      '  - DIRECTUS_URL must be an http(s) URL, such as http://127.0.0.1:8055.\n',
  );
  expect(await gateway.exited).toBe(1);
});

test('a port that is taken is reported, and it ends with 1', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  onTestFinished(() => {
    other.close();
  });
  const gateway = start({ ...sandbox, PORT: String(port), DATABASE_URL: inject('databaseUrl') });
  expect(await gateway.printed(/in use/)).toContain(
    `PORT ${port} is in use: set PORT to another, or stop what listens there.`,
  );
  expect(await gateway.exited).toBe(1);
});

test('a setting that is misspelled is named, and so is a host that is not this machine’s', async () => {
  const misspelled = start({ DATABSE_URL: 'postgres://nobody@127.0.0.1:1/none', CORS_ORIGIN: 'https://app.example' });
  expect(await misspelled.printed(/CORS_ORIGIN .*\n/)).toBe(
    "The gateway can't start with these settings:\n" +
      '  - DATABSE_URL is not a setting: rename it to DATABASE_URL, or unset it.\n' +
      '  - CORS_ORIGIN is not a setting: rename it to CORS_ORIGINS, or unset it.\n',
  );
  expect(await misspelled.exited).toBe(1);
  const nowhere = start({ CHRONOS_SANDBOX: 'true', DATABASE_URL: inject('databaseUrl'), HOST: 'nowhere.invalid' });
  expect(await nowhere.printed(/HOST .*\n/)).toBe(
    "The gateway can't start with these settings:\n" +
      '  - HOST nowhere.invalid is not an address of this machine: set HOST to one, such as 127.0.0.1, or to 0.0.0.0 for all addresses.\n',
  );
  expect(await nowhere.exited).toBe(1);
});

test('`npm start` prints no warning, and what ends it ends the gateway', async () => {
  const env = { ...process.env, PORT: '0', CHRONOS_SANDBOX: 'true', DATABASE_URL: inject('databaseUrl') };
  const npm = spawn('npm', ['start'], { env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  onTestFinished(() => {
    if (npm.exitCode === null && npm.pid !== undefined) process.kill(-npm.pid, 'SIGKILL');
  });
  let output = '';
  // The gateway holds the pipe's other end: it ends with the gateway, not with npm.
  const isOver = new Promise((resolve) => npm.stdout.once('end', resolve));
  const url = await new Promise<string>((resolve) => {
    const look = (text: Buffer) => {
      output += text.toString();
      const found = /curl -s (http:\S+)/.exec(output)?.[1];
      if (found) resolve(found);
    };
    npm.stdout.on('data', look);
    npm.stderr.on('data', look);
  });
  expect((await fetch(url.replace('/graphql', '/healthz'))).status).toBe(200);
  npm.kill('SIGTERM');
  await isOver;
  expect(output).not.toMatch(/warn|not found/i);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
