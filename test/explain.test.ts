import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { HomeDocument } from '../client/index.ts';
import { createChanges } from '../gateway/changes/index.ts';
import type { Explanation } from '../gateway/observe/explain.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';
import { faulty } from './outages/faulty.ts';
import { follow } from './subscriptions/events.ts';

const directus = faulty();
let gateway: TestGateway;
let sandbox: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ before: { directus: directus.before } });
  sandbox = await startGateway({ server: { explainToEveryone: true } });
});
afterAll(async () => {
  await gateway.close();
  await sandbox.close();
  await directus.close();
});

const STAFF = { authorization: `Bearer ${STAFF_TOKEN}` };
const QUERY = '{ cmsArticles(limit: 2) { title series { code latest { value } } } }';

async function ask(query: string, headers: Readonly<Record<string, string>>, of = gateway) {
  const response = await of.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-chronos-explain': '1', ...headers },
    body: JSON.stringify({ query }),
  });
  const { extensions, errors }: { extensions?: { explain?: Explanation }; errors?: readonly unknown[] } = JSON.parse(
    await response.text(),
  );
  return { explain: extensions?.explain, errors, headers: response.headers };
}

/** What is the same from run to run. */
function withoutTimes({ requests, ...explain }: Explanation) {
  return {
    ...explain,
    requestId: undefined,
    ms: undefined,
    requests: requests.map(({ upstream, wave, document, variables, calls }) => ({
      upstream,
      wave,
      document,
      variables,
      calls: calls.map(({ rows }) => ({ rows })),
    })),
  };
}

describe('extensions.explain', () => {
  it('tells staff how an answer came about', async () => {
    const { explain, errors } = await ask(QUERY, STAFF);
    expect(errors).toBeUndefined();
    if (!explain) throw new Error('There is no explanation.');
    expect(withoutTimes(explain)).toMatchObject({
      cost: expect.any(Number),
      plannedWaves: 2,
      waves: 2,
      cacheHits: {},
      prefetch: { hits: 0, misses: 0 },
      requests: [
        { upstream: 'directus', wave: 1 },
        { upstream: 'analytics', wave: 2, calls: [{ rows: expect.any(Number) }, { rows: expect.any(Number) }] },
      ],
    });
    const [first, second] = explain.requests;
    expect(first?.document).toContain('cmsArticles');
    expect(first?.calls[0]?.text).toContain('cms_articles');
    expect(first?.calls[0]?.bytes).toBeGreaterThan(0);
    expect(Object.values(second?.variables ?? {})).toContainEqual(expect.arrayContaining(['BLS:CES3000000001']));
    for (const { startMs, ms = Number.NaN, calls } of explain.requests) {
      expect(startMs).toBeGreaterThanOrEqual(0);
      expect(startMs + ms).toBeLessThanOrEqual(explain.ms);
      for (const call of calls) expect(call.startMs).toBeGreaterThanOrEqual(startMs);
    }
    expect(second?.startMs).toBeGreaterThanOrEqual((first?.startMs ?? 0) + (first?.ms ?? 0) - 0.001);
  });

  it('explains introspection with data, and a mutation, like any other operation', async () => {
    const mixed = await ask('{ __schema { queryType { name } } cmsArticles(limit: 1) { title } }', STAFF);
    expect(mixed.explain).toMatchObject({ plannedWaves: 1, requests: [{ upstream: 'directus', wave: 1 }] });
    const written = await ask('mutation { crmCreateNote(data: { title: "A note" }) { title } }', STAFF);
    expect(written.explain).toMatchObject({ plannedWaves: 1, requests: [{ upstream: 'twenty', wave: 1 }] });
  });

  it('shows a call that another request in flight answered', async () => {
    const query = '{ cmsArticles(limit: 3) { title } }';
    const explained = await Promise.all([ask(query, STAFF), ask(query, STAFF)]);
    const calls = explained.flatMap(({ explain }) => explain?.requests.flatMap(({ calls }) => calls) ?? []);
    expect(calls.map(({ isShared = false }) => isShared).sort()).toEqual([false, true]);
  });

  it('shows the errors of an upstream, those too that are found when its values are read', async () => {
    const change = (body: unknown) => JSON.parse(JSON.stringify(body).replaceAll(/"excerpt":"/g, '"excerpt":{},"_":"'));
    directus.break((response, request) => directus.pass(request, response, change));
    const query = '{ cmsArticles(limit: 1) { excerpt } tags: cmsTags(limit: 1) { slug } dataSources { code } }';
    const { explain, errors } = await ask(query, STAFF);
    directus.break(undefined);
    expect(errors).toMatchObject([{ path: ['cmsArticles', 0, 'excerpt'], extensions: { code: 'UPSTREAM_FAILED' } }]);
    expect(explain?.requests.map(({ upstream, errorCodes }) => [upstream, errorCodes]).sort()).toEqual([
      ['analytics', []],
      ['directus', ['UPSTREAM_FAILED']],
    ]);
  });

  it('holds no credential', async () => {
    const { explain } = await ask('{ cmsArticles(limit: 1) { title } crmCompanies(first: 1) { totalCount } }', STAFF);
    expect(explain?.requests.map(({ upstream }) => upstream).sort()).toEqual(['directus', 'twenty']);
    expect(JSON.stringify(explain)).not.toMatch(/authorization|bearer|service-token|api-key/i);
  });

  it('is for nobody else', async () => {
    expect((await ask(QUERY, {})).explain).toBeUndefined();
    expect((await ask(QUERY, { ...STAFF, 'x-chronos-explain': 'true' })).explain).toBeUndefined();
  });

  it('is for everyone in the sandbox, and no cache keeps it', async () => {
    expect((await ask(QUERY, {}, sandbox)).explain?.waves).toBe(2);
    const url = `http://gateway/graphql?documentId=${HomeDocument.__meta__?.hash}`;
    const [plain, explained] = await Promise.all([
      sandbox.fetch(url),
      sandbox.fetch(url, { headers: { 'x-chronos-explain': '1' } }),
    ]);
    expect(plain.headers.get('cache-control')).toMatch(/^public/);
    expect(plain.headers.get('vary')).toContain('x-chronos-explain');
    expect(explained.headers.get('cache-control')).toBe('private, no-store');
  });
});

describe('x-request-id', () => {
  it('is the caller’s where it is a plain word, else a new one', async () => {
    expect((await ask(QUERY, { 'x-request-id': 'from-a-proxy.1' })).headers.get('x-request-id')).toBe('from-a-proxy.1');
    const made = (await ask(QUERY, { 'x-request-id': 'two words' })).headers.get('x-request-id');
    expect(made).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe('the answer to an event', () => {
  const subscription =
    'subscription { seriesUpdated(codes: ["BLS:CES3000000001"]) { code series { title articles { id } } } }';
  const change = { id: '1', upstream: 'analytics', typeName: 'Series', event: 'UPDATED' } as const;

  it('is explained like that to a query, to those who may read explanations', async () => {
    const changes = createChanges();
    const gateway = await startGateway({ server: { changes } });
    onTestFinished(() => gateway.close());
    const headers = { 'x-chronos-explain': '1', 'x-chronos-cost': '1' };
    const [byStaff, byPublic] = [
      await follow(gateway, subscription, { staff: true, headers }),
      await follow(gateway, subscription, { headers }),
    ];
    changes.publish({ ...change, key: 'BLS:CES3000000001', at: '2026-11-24T10:00:00.000Z' });
    const [explained, plain] = [await byStaff.next(), await byPublic.next()];
    await Promise.all([byStaff.close(), byPublic.close()]);
    expect(explained).toMatchObject({
      extensions: {
        cost: { requested: expect.any(Number) },
        explain: {
          cost: expect.any(Number),
          plannedWaves: 2,
          waves: 2,
          requests: [
            { upstream: 'analytics', wave: 1, calls: [{ rows: 1 }] },
            { upstream: 'directus', wave: 2, document: expect.stringContaining('cmsArticlesBySeriesCodes') },
          ],
        },
      },
    });
    expect(plain).toMatchObject({ data: { seriesUpdated: { code: 'BLS:CES3000000001' } } });
    expect(plain).toHaveProperty('extensions', { cost: expect.anything() });
  });
});
