import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { BOUNDS } from '../gateway/limits/bounds.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { serveSockets } from './subscriptions/web-socket.ts';

const LIMIT = 5;
let gateway: TestGateway;
let served: Awaited<ReturnType<typeof serveSockets>>;
beforeAll(async () => {
  gateway = await startGateway({
    server: { bounds: { ...BOUNDS, public: { ...BOUNDS.public, requestsPerMinute: LIMIT } } },
  });
  served = await serveSockets(gateway);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await served.close();
  await gateway.close();
});

/** An operation that is answered ahead of the pipeline, with 3,900 clauses in its variables: 95 kB. */
const body = JSON.stringify({
  query: 'query ($filter: CmsArticleFilter) { cmsArticles(filter: $filter, limit: 1) { id } }',
  variables: { filter: { _or: Array.from({ length: 3_900 }, () => ({ id: { _eq: '1' } })) } },
});

test('a caller that asks too often is refused by its headers alone: nothing of the body is parsed', async () => {
  const post = () =>
    fetch(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const parse = vi.spyOn(JSON, 'parse');
  const isParsed = () => parse.mock.calls.some(([text]) => text === body);
  const statuses: [status: number, isParsed: boolean, left: string | undefined][] = [];
  for (let turn = 0; turn < LIMIT + 2; turn += 1) {
    parse.mockClear();
    const { status, headers } = await post();
    statuses.push([status, isParsed(), /"requests";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]]);
  }
  // Each counts once, whether it was ready or the pipeline made it so.
  expect(statuses).toEqual([
    ...Array.from({ length: LIMIT }, (_, turn) => [200, true, String(LIMIT - 1 - turn)]),
    [429, false, '0'],
    [429, false, '0'],
  ]);
});
