import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from './ports.ts';
import { start } from './process.ts';

/** Stands in every setting that is secret, each time with another end. */
const PLANTED = 'planted-4711-';

const NOBODY = '127.0.0.1:1';
const SECRETS = {
  DATABASE_URL: `postgres://gateway:${PLANTED}database@${NOBODY}/chronos`,
  GATEWAY_DATABASE_URL: `postgres://keys:${PLANTED}keys@${NOBODY}/chronos`,
  REDIS_URL: `redis://:${PLANTED}redis@${NOBODY}`,
  DIRECTUS_TOKEN: `${PLANTED}directus`,
  TWENTY_API_KEY: `${PLANTED}twenty`,
  DIRECTUS_WEBHOOK_SECRET: `${PLANTED}flow`,
  TWENTY_WEBHOOK_SECRET: `${PLANTED}webhook`,
  EDGE_PURGE_URL: `http://${NOBODY}/purge`,
  EDGE_PURGE_TOKEN: `${PLANTED}purges`,
};

/** A server of this test's own; what it hears is kept. */
async function serve(answer: RequestListener): Promise<{ readonly url: string; readonly heard: () => string }> {
  let heard = '';
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
    });
    request.on('end', () => answer(request, response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    heard: () => heard,
  };
}

/** An upstream that tells whoever asks it what it was sent, headers and all. */
const echo: RequestListener = ({ headers, url }, response) => {
  const message = `Refused: ${JSON.stringify({ headers, url })}`;
  response
    .writeHead(500, { 'content-type': 'application/json', 'x-echo': String(headers.authorization) })
    .end(JSON.stringify({ errors: [{ message, extensions: { code: 'INTERNAL_SERVER_ERROR', headers } }] }));
};

const CREDENTIALS = [
  {},
  { authorization: 'Bearer a-token-of-nobody' },
  { authorization: `Bearer chr_0123456789abcdef_${'x'.repeat(43)}` },
  { authorization: 'Bearer a.b.c' },
];

const QUERIES = [
  '{ cmsArticles { title } }',
  '{ cmsArticle(id: "1") { title author { name } series { code } } }',
  '{ series(code: "x") { latest { value } articles { title } } }',
  '{ regions(level: STATE) { totalCount } }',
  '{ nothing }',
  '{',
];

test.for([
  ['that are down', async (): Promise<string> => `http://${NOBODY}`],
  ['that tell what they were sent', async (): Promise<string> => (await serve(echo)).url],
] as const)(
  'secrets planted in settings never show in any log, error, metric or trace: upstreams %s',
  { timeout: 300_000 },
  async ([, upstream]) => {
    const traces = await serve((_request, response) => response.end('{}'));
    const [url, metricsPort] = [await upstream(), await freePort()];
    const gateway = start({
      ...SECRETS,
      NODE_ENV: 'production',
      PORT: '0',
      METRICS_PORT: String(metricsPort),
      LOG_LEVEL: 'debug',
      OTEL_EXPORTER_OTLP_ENDPOINT: traces.url,
      DIRECTUS_URL: url,
      TWENTY_URL: url,
      OIDC_ISSUER: url,
      OIDC_AUDIENCE: 'chronos',
      UPSTREAM_TIMEOUT_MS: '2000',
    });
    const banner = await gateway.printed(/Try:\n/);
    const base = /curl -s (http:\S+)\/graphql/.exec(banner)?.[1] ?? '';

    const answered: string[] = [];
    const ask = async (path: string, init: RequestInit = {}, at = base) => {
      const response = await fetch(at + path, init);
      answered.push([...response.headers].flat().join('\n') + (await response.text()));
    };
    for (const credentials of CREDENTIALS) {
      const headers = { 'content-type': 'application/json', 'x-chronos-cost': '1', ...credentials };
      // At once: what an upstream that is down is waited for is waited for once.
      await Promise.all(
        QUERIES.map((query) => ask('/graphql', { method: 'POST', headers, body: JSON.stringify({ query }) })),
      );
    }
    for (const path of [
      '/healthz',
      '/readyz',
      '/tiles/county/3/1/2.mvt?indicator=EMPLOYMENT',
      '/nowhere',
      '/graphql',
    ]) {
      await ask(path);
    }
    for (const path of ['/webhooks/directus', '/webhooks/twenty']) {
      const headers = { 'content-type': 'application/json', authorization: 'Bearer another' };
      await ask(path, { method: 'POST', headers, body: '{}' });
    }
    await ask('/metrics', {}, `http://127.0.0.1:${metricsPort}`);
    gateway.child.kill('SIGTERM');
    await gateway.exited;

    const said = await gateway.printed(/^/);
    console.log(
      `${answered.length} answers, a log of ${said.length} characters and ${traces.heard().length} bytes of traces were searched for secrets`,
    );
    expect(answered.join('\n')).not.toContain(PLANTED);
    expect(said).not.toContain(PLANTED);
    expect(traces.heard()).not.toContain(PLANTED);
    // All three were there to be searched.
    expect([
      answered.some((text) => text.includes('# HELP')),
      said.length > 1_000,
      traces.heard().length > 1_000,
    ]).toEqual([true, true, true]);
  },
);
