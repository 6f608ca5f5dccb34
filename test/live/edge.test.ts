import '../provided.ts';
import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { ArticlePageDocument, HomeDocument, RegionDashboardDocument } from '../../client/index.ts';
import { loadContent } from '../../content-model/index.ts';
import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { notifyGateway } from '../../content-model/provision/flow.ts';
import { freePort } from '../ports.ts';
import { type Run, run } from '../process.ts';
import { runChild } from './child.ts';
import { type Edge, type Origin, startEdge, startOrigin } from './edge.ts';
import { step } from './progress.ts';

// The worker of examples/edge in workerd, over a gateway in its own process, a real PostgreSQL and a real Directus.

const TOKEN = randomBytes(16).toString('hex');
const SECRET = randomBytes(16).toString('hex');
const directusUrl = inject('directusUrl');
const admin = openDirectusApi(directusUrl, inject('directusAdminToken'));

let origin: Origin;
let edge: Edge;
let gateway: Run;
let gatewayUrl: string;
let metricsUrl: string;
beforeAll(async () => {
  origin = await startOrigin();
  edge = await step('starting workerd', () => startEdge(origin, TOKEN));
  const metricsPort = await freePort();
  metricsUrl = `http://127.0.0.1:${metricsPort}/metrics`;
  gateway = run({
    CHRONOS_SANDBOX: 'true',
    PORT: '0',
    METRICS_PORT: String(metricsPort),
    CACHE: 'on',
    DATABASE_URL: inject('databaseUrl'),
    DIRECTUS_URL: directusUrl,
    DIRECTUS_TOKEN: inject('directusToken'),
    DIRECTUS_WEBHOOK_SECRET: SECRET,
    EDGE_PURGE_URL: `${edge.url}/purge`,
    EDGE_PURGE_TOKEN: TOKEN,
    CORS_ORIGINS: 'https://app.example',
    RATES: 'public=1000000/1000000000000,internal=1000000/1000000000000',
  });
  gatewayUrl = String(/http:[\d.:/]+(?=\/graphql)/.exec(await gateway.printed(/Try:\n/)));
  origin.gateway = gatewayUrl;
  const names = loadContent().collections.map(({ name }) => name);
  await notifyGateway(admin, names, { url: `${gatewayUrl}/webhooks/directus`, secret: SECRET });
}, 300_000);
afterAll(async () => {
  const flows = await admin.request<{ id: string }[]>('GET', '/flows?fields=id');
  for (const { id } of flows) await admin.request('DELETE', `/flows/${id}`);
  gateway.child.kill('SIGKILL');
  await edge.close();
  origin.close();
});

type Headers = Readonly<Record<string, string>>;

interface View {
  readonly status: number;
  readonly text: string;
  /** How the edge answered; null where it passed the request on. */
  readonly from: string | null;
  readonly headers: globalThis.Headers;
}

async function view(path: string, headers: Headers = {}, init: RequestInit = {}, at = edge.url): Promise<View> {
  const response = await fetch(at + path, { redirect: 'manual', ...init, headers: { ...headers } });
  const { status, headers: answered } = response;
  return { status, text: await response.text(), from: answered.get('edge-cache'), headers: answered };
}

/** What the origin is asked meanwhile. */
async function askedBy(act: () => Promise<unknown>): Promise<string[]> {
  const before = origin.asked.length;
  await act();
  return origin.asked.slice(before);
}

const purge = (tags: unknown, token = TOKEN) =>
  view('/purge', { authorization: `Bearer ${token}` }, { method: 'POST', body: JSON.stringify({ tags }) });

function page(
  document: { readonly __meta__?: { readonly hash?: string } | undefined },
  variables: object = {},
): string {
  const documentId = document.__meta__?.hash ?? '';
  return `/graphql?${new URLSearchParams({ documentId, variables: JSON.stringify(variables) })}`;
}

const HOME = page(HomeDocument);

async function askGateway<Data>(query: string): Promise<Data> {
  const body = JSON.stringify({ query });
  const { text } = await view('/graphql', { 'content-type': 'application/json' }, { method: 'POST', body }, gatewayUrl);
  return (JSON.parse(text) as { data: Data }).data;
}

/** An article that the public reads. */
async function anArticle() {
  const { cmsArticles } = await askGateway<{ cmsArticles: { id: string; slug: string; title: string }[] }>(
    '{ cmsArticles(limit: 1) { id slug title } }',
  );
  const [article = { id: '', slug: '', title: '' }] = cmsArticles;
  return { ...article, path: page(ArticlePageDocument, { slug: article.slug }) };
}

const setTitle = (id: string, title: string) => admin.request('PATCH', `/items/cms_articles/${id}`, { title });

async function purgesSoFar(): Promise<number> {
  const metrics = await (await fetch(metricsUrl)).text();
  return Number(/^chronos_edge_purges (\d+)/m.exec(metrics)?.[1]);
}

const PUBLIC = { 'content-type': 'application/json', 'cache-tag': 'graph,Stub', etag: '"one"' };
const LIVES = 'public, max-age=60, stale-while-revalidate=60, stale-if-error=60';

/** Answers a path with another body each time; while `isHeld`, its answers wait to be ended. */
function stub(path: string, headers: Headers = {}, status = 200) {
  const waiting: ServerResponse[] = [];
  const state = { asked: 0, status, isHeld: false };
  origin.answer(path, (_request, response) => {
    state.asked += 1;
    response.writeHead(state.status, { ...PUBLIC, 'cache-control': LIVES, ...headers });
    response.flushHeaders();
    if (state.isHeld) waiting.push(response);
    else response.end(state.status === 204 ? undefined : `body ${state.asked}`);
  });
  return { state, waiting };
}

test('the worker is of the types of Cloudflare', () =>
  runChild({ name: 'tsc', command: 'node_modules/.bin/tsc', args: ['--noEmit', '-p', 'examples/edge'] }, 120_000));

describe('what is public', () => {
  test('is answered from the cache after the first time, and browsers revalidate it', async () => {
    for (const path of [HOME, '/tiles/county/5/6/12.mvt?indicator=UNEMPLOYMENT_RATE', '/tiles/county/5/20/12.mvt']) {
      const direct = await view(path, {}, {}, gatewayUrl);
      const [first, again] = [await view(path), await view(path)];
      expect([first.status, first.text, first.from]).toEqual([direct.status, direct.text, 'miss']);
      expect([again.status, again.text, again.from]).toEqual([direct.status, direct.text, 'hit']);
      expect(again.headers.get('cache-control')).toBe('public, no-cache');
      expect(again.headers.get('content-type')).toBe(direct.headers.get('content-type'));
      for (const own of ['cache-tag', 'ratelimit', 'x-request-id', 'set-cookie', 'edge-entry']) {
        expect(again.headers.get(own)).toBeNull();
      }
    }
  });

  test('is the same in any order of the query string', async () => {
    const [, search = ''] = page(RegionDashboardDocument, { code: 'US-06' }).split('?');
    const turned = search.split('&').toReversed().join('&');
    const first = await view(`/graphql?${search}`);
    expect(await askedBy(async () => expect((await view(`/graphql?${turned}`)).text).toBe(first.text))).toEqual([]);
    const other = await view(page(RegionDashboardDocument, { code: 'US-48' }));
    expect([other.from, other.text]).not.toEqual(['hit', first.text]);
  });

  test('differs by what the gateway names in Vary', async () => {
    const types = ['application/json', 'application/graphql-response+json'];
    for (const turn of ['miss', 'hit']) {
      for (const accept of types) {
        const { headers, from } = await view(HOME, { accept });
        expect([from, headers.get('content-type')]).toEqual([turn, `${accept}; charset=utf-8`]);
      }
      for (const listed of ['https://app.example', 'https://evil.example']) {
        const { headers, from } = await view(HOME, { origin: listed });
        const allowed = listed.includes('app') ? listed : null;
        expect([from, headers.get('access-control-allow-origin')]).toEqual([turn, allowed]);
      }
    }
  });

  test('answers HEAD without a body, and 304 to who has it', async () => {
    const { text, headers } = await view(HOME);
    const head = await view(HOME, {}, { method: 'HEAD' });
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', headers.get('etag')]);
    const etag = headers.get('etag') ?? '';
    for (const named of [etag, etag.replace('W/', ''), `"other", ${etag}`]) {
      expect(await view(HOME, { 'if-none-match': named })).toMatchObject({ status: 304, text: '', from: 'hit' });
    }
    expect(await view(HOME, { 'if-none-match': '"other"' })).toMatchObject({ status: 200, text });
  });

  test('concurrent views of what is not cached are one request', async () => {
    const held = stub('/tiles/held');
    held.state.isHeld = true;
    const views = Array.from({ length: 40 }, () => view('/tiles/held'));
    await expect.poll(() => held.waiting.length).toBeGreaterThan(0);
    // Who comes later meets those who wait.
    views.push(...Array.from({ length: 10 }, () => view('/tiles/held')));
    await fetch(`${edge.url}/purge`);
    for (const response of held.waiting) response.end('held');
    expect(new Set((await Promise.all(views)).map(({ text }) => text))).toEqual(new Set(['held']));
    expect(held.state.asked).toBe(1);
  });
});

describe('files', () => {
  const FILE = '/data/choropleth.parquet?indicator=UNEMPLOYMENT_RATE&level=COUNTY';

  test('are cached whole; parts and HEAD are the gateway’s, byte by byte', async () => {
    const whole = await bytes(FILE);
    expect(whole.status).toBe(200);
    expect((await bytes(FILE)).body.equals(whole.body)).toBe(true);
    expect(await askedBy(() => bytes(FILE))).toEqual([]);
    for (const range of ['bytes=0-99', 'bytes=-8', 'bytes=1000-1999']) {
      const [part, direct] = [await bytes(FILE, { range }), await bytes(FILE, { range }, gatewayUrl)];
      expect(part.status).toBe(206);
      expect(part.from).toBeNull();
      expect(part.body.equals(direct.body)).toBe(true);
      expect(part.etag).toBe(direct.etag);
      const ifRange = await bytes(FILE, { range, 'if-range': part.etag ?? '' });
      expect([ifRange.status, ifRange.body.equals(part.body)]).toEqual([206, true]);
    }
    const head = await view(FILE, {}, { method: 'HEAD' });
    expect([head.status, head.from]).toEqual([200, null]);
    expect((await bytes(FILE, { range: 'bytes=99999999-' })).status).toBe(416);
  });

  async function bytes(path: string, headers: Headers = {}, at = edge.url) {
    const response = await fetch(at + path, { headers: { ...headers } });
    const body = Buffer.from(await response.arrayBuffer());
    return {
      status: response.status,
      body,
      etag: response.headers.get('etag'),
      from: response.headers.get('edge-cache'),
    };
  }
});

describe('what is of one caller', () => {
  const staff = { authorization: `Bearer ${inject('directusAdminToken')}` };

  test.each([
    ['a Set-Cookie', { 'set-cookie': 'session=alice' }, 200],
    ['private', { 'cache-control': 'private, max-age=60' }, 200],
    ['public, but no-store', { 'cache-control': 'public, max-age=60, no-store' }, 200],
    ['without a policy', { 'cache-control': '' }, 200],
    ['without tags', { 'cache-tag': '' }, 200],
    ['an error', {}, 404],
    ['a part', {}, 206],
  ] as const)('is not stored: %s', async (name, { ...headers }: Record<string, string>, status) => {
    const path = `/tiles/${encodeURIComponent(name)}`;
    const stubbed = stub(path, headers, status);
    for (const nth of [1, 2]) {
      expect(await view(path)).toMatchObject({ status, from: null, text: `body ${nth}` });
    }
    expect(stubbed.state.asked).toBe(2);
  });

  test.each([
    ['authorization', 'Bearer alice'],
    ['cookie', 'theme=dark'],
    ['x-api-key', 'alice'],
    ['apikey', 'alice'],
    ['x-auth-token', 'alice'],
    ['x-chronos-explain', '1'],
    ['proxy-authorization', 'Basic alice'],
  ])('passes: a request with %s', async (name, value) => {
    origin.answer('/tiles/echo', (request, response) => {
      response.writeHead(200, { ...PUBLIC, 'cache-control': LIVES }).end(JSON.stringify(request.headers));
    });
    const shared = await view('/tiles/echo');
    const own = await view('/tiles/echo', { [name]: value });
    expect([own.from, JSON.parse(own.text)[name]]).toEqual([null, value]);
    expect((await view('/tiles/echo')).text).toBe(shared.text);
  });

  test('no header reaches the gateway on the way to a shared answer, but those of its key', async () => {
    origin.answer('/tiles/headers', (request, response) => {
      response.writeHead(200, { ...PUBLIC, 'cache-control': LIVES }).end(JSON.stringify(request.headers));
    });
    const { text, from } = await view('/tiles/headers', {
      ...{
        'x-user': 'alice',
        'x-forwarded-for': '10.0.0.1',
        'accept-language': 'fr',
        referer: 'https://a.example/alice',
      },
      ...{ 'if-none-match': '"alice"', 'user-agent': 'alice', traceparent: '00-a-b-01', forwarded: 'for=alice' },
    });
    expect([from, /alice|10\.0\.0\.1|"fr"|traceparent/.exec(text)]).toEqual(['miss', null]);
  });

  test('two identities: no byte of one is in an answer to the other, in any order', { timeout: 300_000 }, async () => {
    const canary = randomBytes(8).toString('hex');
    const draft = { slug: `draft-${canary}`, title: `Draft ${canary}`, author: 1, status: 'draft' };
    const { id } = await admin.request<{ id: number }>('POST', '/items/cms_articles?fields=id', draft);
    const cookie = { cookie: `directus_session_token=${inject('directusAdminToken')}`, 'x-chronos-csrf': '1' };
    const identities: readonly Headers[] = [{}, staff, cookie];
    const pages = [
      HOME,
      page(ArticlePageDocument, { slug: draft.slug }),
      page(RegionDashboardDocument, { code: 'US-06' }),
    ];
    const shown = new Set<string>();
    const requests = fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 5, maxLength: 15 });
    await fc.assert(
      fc.asyncProperty(requests, async (order) => {
        for (const [who, what] of order) {
          const [headers, path] = [identities[who] ?? {}, pages[what] ?? ''];
          const [own, direct] = [await view(path, headers), await view(path, headers, {}, gatewayUrl)];
          expect([own.status, JSON.parse(own.text)]).toEqual([direct.status, JSON.parse(direct.text)]);
          if (who > 0) expect([own.from, own.headers.get('cache-control')]).toEqual([null, 'private, no-store']);
          if (own.text.includes(canary)) shown.add(`${who}`);
        }
      }),
      { numRuns: 15 },
    );
    expect([...shown].filter((who) => who === '0')).toEqual([]);
    const ofStaff = await view(pages[1] ?? '', staff);
    expect(ofStaff.text).toContain(canary);
    expect((await view(pages[1] ?? '')).text).not.toContain(canary);
    await admin.request('DELETE', `/items/cms_articles/${id}`);
  });
});

test('whatever else is sent passes: POST, QUERY, pages, what is refused', async () => {
  const body = JSON.stringify({ query: '{ __typename }' });
  for (const method of ['POST', 'QUERY']) {
    const { text, from } = await view('/graphql', { 'content-type': 'application/json' }, { method, body });
    expect([JSON.parse(text), from]).toEqual([{ data: { __typename: 'Query' } }, null]);
  }
  expect(await view('/healthz')).toMatchObject({ status: 200, from: null });
  expect(await view('/graphql?query={__typename}')).toMatchObject({ status: 200, from: null });
  expect(await view('/graphql?documentId=nothing')).toMatchObject({ from: null });
  expect((await view('/graphql', { accept: 'text/html' })).headers.get('content-type')).toMatch(/^text\/html/);
});

describe('purges', () => {
  test('take the token, and tags', async () => {
    expect((await purge(['Stub'], 'another token')).status).toBe(401);
    expect((await view('/purge', {}, { method: 'POST', body: '{"tags":["Stub"]}' })).status).toBe(401);
    expect((await view('/purge')).status).toBe(405);
    for (const tags of [undefined, 'Stub', [1], [''], Array(101).fill('Stub')])
      expect((await purge(tags)).status).toBe(400);
    expect(await purge(['Stub'])).toMatchObject({ status: 200, text: '{"success":true}' });
  });

  test('drop what has the tag and nothing else, and "graph" drops all', async () => {
    stub('/tiles/a', { 'cache-tag': 'graph,A,Both' });
    stub('/tiles/b', { 'cache-tag': 'graph,B,Both' });
    const both = async () => [(await view('/tiles/a')).text, (await view('/tiles/b')).text];
    expect(await both()).toEqual(['body 1', 'body 1']);
    await purge(['A', 'Other']);
    expect(await both()).toEqual(['body 2', 'body 1']);
    await purge(['Both']);
    expect(await both()).toEqual(['body 3', 'body 2']);
    await purge(['graph']);
    expect(await both()).toEqual(['body 4', 'body 3']);
    expect(await both()).toEqual(['body 4', 'body 3']);
  });

  test('an answer that was under way is not served after one, even if it ends after a new one', async () => {
    const slow = stub('/tiles/slow');
    slow.state.isHeld = true;
    const before = view('/tiles/slow');
    await expect.poll(() => slow.waiting.length).toBe(1);
    await purge(['Stub']);
    const after = view('/tiles/slow');
    await expect.poll(() => slow.waiting.length).toBe(2);
    const [old, renewed] = slow.waiting;
    renewed?.end('new');
    expect((await after).text).toBe('new');
    old?.end('old');
    expect((await before).text).toBe('old');
    slow.state.isHeld = false;
    expect((await view('/tiles/slow')).text).not.toBe('old');
  });

  test('a change in Directus shows within 2 s, and nothing older after its purge', { timeout: 120_000 }, async () => {
    const { id, title, path } = await anArticle();
    const times: number[] = [];
    for (let nth = 1; nth <= 5; nth += 1) {
      const next = `Changed ${nth} at ${randomBytes(4).toString('hex')}`;
      const views: { at: number; isNew: boolean }[] = [];
      let isOver = false;
      const reader = async () => {
        while (!isOver) {
          const at = performance.now();
          views.push({ at, isNew: (await view(path)).text.includes(next) });
        }
      };
      await view(path);
      const purges = await purgesSoFar();
      const readers = [reader(), reader(), reader()];
      await setTitle(id, next);
      const written = performance.now();
      await expect.poll(purgesSoFar).toBeGreaterThan(purges);
      const purged = performance.now();
      await expect.poll(() => views.filter(({ at }) => at > purged).length).toBeGreaterThan(100);
      isOver = true;
      await Promise.all(readers);
      const first = views.find(({ isNew }) => isNew);
      times.push((first?.at ?? Number.POSITIVE_INFINITY) - written);
      expect(views.filter(({ at, isNew }) => at > purged && !isNew)).toEqual([]);
    }
    await setTitle(id, title);
    console.log(`a change shows after ${times.map((ms) => ms.toFixed(0)).join(', ')} ms`);
    expect(Math.max(...times)).toBeLessThan(2_000);
  });
});

test('stale while it is revalidated, stale where the gateway fails, and no longer', async () => {
  const short = stub('/tiles/short', {
    'cache-control': 'public, max-age=1, stale-while-revalidate=2, stale-if-error=60',
  });
  const seen = (from: string) => expect.poll(async () => (await view('/tiles/short')).from).toBe(from);
  expect((await view('/tiles/short')).text).toBe('body 1');
  await seen('stale');
  await expect.poll(async () => (await view('/tiles/short')).text).not.toBe('body 1');
  short.state.status = 503;
  await seen('stale-if-error');
  expect(await view('/tiles/short')).toMatchObject({ status: 200, from: 'stale-if-error' });
  await purge(['Stub']);
  expect(await view('/tiles/short')).toMatchObject({ status: 503, from: null });
});

describe('under many views', () => {
  let pages: readonly string[] = [];
  const texts = new Map<string, string>();
  beforeAll(async () => {
    const { regions } = await askGateway<{ regions: { edges: { node: { code: string } }[] } }>(
      '{ regions(level: STATE, first: 50) { edges { node { code } } } }',
    );
    pages = regions.edges.map(({ node: { code } }) => page(RegionDashboardDocument, { code }));
  });

  test('10,000 views of 50 pages are at most 100 requests of the gateway', { timeout: 600_000 }, async () => {
    expect(pages).toHaveLength(50);
    const begun = performance.now();
    const asked = await askedBy(() =>
      concurrently(20, 10_000, async (nth) => {
        const path = pages[(nth * 7) % 50] ?? '';
        const { status, text } = await view(path);
        expect([status, text === (texts.get(path) ?? text)]).toEqual([200, true]);
        texts.set(path, text);
      }),
    );
    const seconds = (performance.now() - begun) / 1_000;
    console.log(`10,000 views in ${seconds.toFixed(1)} s: ${asked.length} requests`);
    // A page is fresh for a minute: on a machine that takes several, it is fetched in each.
    expect(asked.length).toBeLessThanOrEqual(100 + 50 * Math.floor(seconds / 60));
  });

  test('with the gateway stopped, the pages stay up', { timeout: 120_000 }, async () => {
    gateway.child.kill('SIGTERM');
    await gateway.exited;
    await concurrently(10, 500, async (nth) => {
      const path = pages[nth % 50] ?? '';
      const { status, text } = await view(path);
      expect([status, text]).toEqual([200, texts.get(path)]);
    });
    expect((await view(page(RegionDashboardDocument, { code: 'US-06037' }))).status).toBe(502);
  });
});

/** Runs an action so many times, some at a time. */
async function concurrently(most: number, times: number, act: (nth: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < times) {
      next += 1;
      await act(next - 1);
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
}
