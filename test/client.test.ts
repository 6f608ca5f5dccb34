import { readdirSync, readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import manifest from '../client/generated/persisted-documents.json' with { type: 'json' };
import * as client from '../client/index.ts';
import { Text } from '../client/testing.ts';
import examples from '../client/views/examples.json' with { type: 'json' };
import ofViews from '../client/views/generated/persisted-documents.json' with { type: 'json' };
import { trustedDocuments } from '../gateway/documents/persisted-documents.ts';
import { BOUNDS } from '../gateway/limits/bounds.ts';
import { demo, startGateway, type TestGateway } from './gateway.ts';
import { PARTNER_KEY, partner } from './partner.ts';

const {
  createClient,
  HomeDocument,
  RegionDashboardDocument,
  RegionPagesDocument,
  SeriesColumnsDocument,
  SeriesObservationsDocument,
  SeriesPagesDocument,
} = client;

const SERIES = 'BLS:CES0000000001';

let open: TestGateway;
let strict: TestGateway;
beforeAll(async () => {
  [open, strict] = await Promise.all([
    startGateway({ server: { authenticators: [partner] } }),
    startGateway({ server: { authenticators: [partner], trustedDocumentsOnly: ['public', 'partner'] } }),
  ]);
});
afterAll(() => Promise.all([open.close(), strict.close()]));

/** A client of a gateway without a port. */
const clientOf = (gateway: TestGateway, options: Partial<client.ClientOptions> = {}) =>
  createClient({
    url: 'http://gateway/graphql',
    fetch: async (url, init) => gateway.fetch(String(url), init ?? {}),
    ...options,
  });

describe('trusted documents', () => {
  const names = (documents: readonly string[]) =>
    documents.flatMap((document) => [...document.matchAll(/\bquery (\w+)/g)].map(([, name]) => name)).sort();
  const filesIn = (folder: string) =>
    readdirSync(new URL(`../client/${folder}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.graphql'))
      .map((file) => readFileSync(new URL(`../client/${folder}/${file}`, import.meta.url), 'utf8'));

  test("the gateway trusts the site's views and the client's operations, and nothing else", () => {
    expect(names([...trustedDocuments(demo).values()])).toEqual(names([...filesIn('views'), ...filesIn('operations')]));
    expect(names(Object.values(ofViews))).toEqual(names(filesIn('views')));
  });

  test('the client has its own operations and the public views, all of which partners may ask', () => {
    const views = ['ArticlePage', 'Choropleth', 'Home', 'RegionDashboard'];
    expect(names(Object.values(manifest))).toEqual([...names(filesIn('operations')), ...views].sort());
    const schema = buildSchema(readFileSync(new URL('../client/schema.graphql', import.meta.url), 'utf8'));
    for (const document of Object.values(manifest)) expect(validate(schema, parse(document))).toEqual([]);
  });

  test('nothing that is for staff alone is in its types', () => {
    const types = readFileSync(new URL('../client/generated/graphql.ts', import.meta.url), 'utf8');
    expect(types).not.toMatch(/crm|staff|internalNote|ingestion/i);
  });

  test('where they are enforced, a partner is answered them, by POST and by GET', async () => {
    const [post, get] = [false, true].map((get) => clientOf(strict, { key: PARTNER_KEY, get }));
    for (const asked of [post, get]) {
      expect(await asked?.request(RegionDashboardDocument, examples.RegionDashboard)).toMatchObject({
        region: { code: 'US-06025' },
      });
      expect(await asked?.request(SeriesObservationsDocument, { code: SERIES, limit: 1 })).toMatchObject({
        series: { code: SERIES },
      });
    }
  });

  test('where they are enforced, any other is refused; elsewhere it is answered by its text', async () => {
    const own = '{ region(code: "US-06") { name } }';
    const hashed = new Text(own, `sha256:${'0'.repeat(64)}`);
    for (const document of [own, hashed]) {
      await expect(clientOf(strict).request(document)).rejects.toMatchObject({
        code: 'TRUSTED_DOCUMENTS_ONLY',
        status: 403,
      });
      expect(await clientOf(open).request(document)).toEqual({ region: { name: 'California' } });
    }
  });
});

describe('lists over their pages', () => {
  test('the whole catalogue, each series once', async () => {
    const asked = clientOf(strict, { key: PARTNER_KEY });
    const codes: string[] = [];
    for await (const { code } of asked.pages(SeriesPagesDocument, { first: 200 }, (data) => data.seriesCatalog)) {
      codes.push(code);
    }
    const { seriesCatalog } = await asked.request(SeriesPagesDocument, { first: 0 });
    expect(codes).toHaveLength(seriesCatalog?.totalCount ?? 0);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toEqual([...codes].sort());
  });

  test('regions of a state, as many as are wanted', async () => {
    const variables = { level: 'COUNTY', parent: 'US-06', first: 4 } as const;
    const names: string[] = [];
    for await (const region of clientOf(open).pages(RegionPagesDocument, variables, (data) => data.regions, {
      limit: 6,
    })) {
      names.push(`${region.code} ${region.name} ${region.parent?.code}`);
    }
    expect(names).toEqual([
      'US-06001 Alameda US-06',
      'US-06003 Alpine US-06',
      'US-06005 Amador US-06',
      'US-06007 Butte US-06',
      'US-06009 Calaveras US-06',
      'US-06011 Colusa US-06',
    ]);
  });
});

test('observation columns are the same figures as the rows', async () => {
  const asked = clientOf(strict, { key: PARTNER_KEY });
  const variables = { code: SERIES, bucket: 'YEAR', transform: 'YEAR_ON_YEAR' } as const;
  const columns = (await asked.request(SeriesColumnsDocument, variables)).series?.observationColumns;
  const rows = (await asked.request(SeriesObservationsDocument, variables)).series?.observations ?? [];
  expect(rows.length).toBeGreaterThan(5);
  expect(client.toTypedColumns(columns ?? { times: [], values: [] })).toEqual({
    times: Float64Array.from(rows, ({ time }) => Date.parse(time)),
    values: Float64Array.from(rows, ({ value }) => value ?? Number.NaN),
  });
});

describe('errors', () => {
  const rejection = (promise: Promise<unknown>) => promise.then(undefined, (error: unknown) => error);

  test('past a rate: when to come again', async () => {
    const limited = await startGateway({
      server: { bounds: { ...BOUNDS, public: { ...BOUNDS.public, requestsPerMinute: 1 } } },
    });
    const asked = clientOf(limited, { timeoutMs: 5_000 });
    await asked.request(HomeDocument);
    const error = await rejection(asked.request(HomeDocument));
    await limited.close();
    expect(error).toMatchObject({ code: 'RATE_LIMITED', status: 429, extensions: { allowance: 'requests' } });
    const { retryAfterMs = 0 } = error instanceof client.GraphError ? error : {};
    expect(retryAfterMs).toBeGreaterThan(5_000);
    expect(retryAfterMs).toBeLessThanOrEqual(60_000);
  });

  test('a key that is not good', async () => {
    const error = await rejection(clientOf(open, { key: 'chr_nobody' }).request(HomeDocument));
    expect(client.isCredentialError(error)).toBe(true);
    expect(error).toMatchObject({ code: 'CREDENTIAL_UNKNOWN', status: 401 });
  });

  test('what costs too much says how much', async () => {
    const query = '{ seriesCatalog(first: 200) { edges { node { observations(limit: 10000) { time value } } } } }';
    const error = await rejection(clientOf(open).request(query));
    expect(client.hasCode(error, 'COST_LIMIT_EXCEEDED') && error.extensions.cost.limit).toBe(BOUNDS.public.cost);
  });

  test('an upstream that is down costs its own fields alone', async () => {
    const half = await startGateway({ down: 'analytics' });
    const { data, errors } = await clientOf(half).requestPartial(HomeDocument);
    await half.close();
    expect(data?.cmsArticles).toHaveLength(5);
    expect(data?.cmsSiteSettings?.headlineSeries).toBeNull();
    expect(errors.map(({ code, path, extensions }) => ({ code, path, extensions }))).toEqual([
      {
        code: 'UPSTREAM_UNREACHABLE',
        path: ['cmsSiteSettings', 'headlineSeries'],
        extensions: { code: 'UPSTREAM_UNREACHABLE', upstream: 'analytics' },
      },
    ]);
    expect(errors.every(client.isUpstreamError)).toBe(true);
  });
});
