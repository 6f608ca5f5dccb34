import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema, type ExecutionResult, isObjectType } from 'graphql';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Authenticator } from '../../gateway/identity/index.ts';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { type QuerySpace, queries } from '../oracle/generate.ts';
import type { Query } from '../oracle/render.ts';
import { UNBOUNDED } from '../oracle/unbounded.ts';
import { wholeSpace } from '../oracle/whole-space.ts';
import { PARTNER_KEY, partner } from '../partner.ts';
import { type CachedGateway, startCachedGateway } from './cached-gateway.ts';

/** A partner who may not have figures by column. */
const lesser: Authenticator = ({ token }) =>
  token === 'chr_lesser-key'
    ? { kind: 'partner', audience: 'partner', id: 'partner:lesser', scopes: new Set() }
    : undefined;

const IDENTITIES: readonly Readonly<Record<string, string>>[] = [
  {},
  { authorization: 'Bearer chr_lesser-key' },
  { authorization: `Bearer ${PARTNER_KEY}` },
  { authorization: `Bearer ${STAFF_TOKEN}` },
];

let cached: CachedGateway;
let plain: TestGateway;
beforeAll(async () => {
  const server = {
    bounds: UNBOUNDED,
    authenticators: [lesser, partner, staffToken(STAFF_TOKEN)],
    audit: () => {},
  };
  [cached, plain] = await Promise.all([startCachedGateway({ server }), startGateway({ server })]);
});
afterAll(() => Promise.all([cached.close(), plain.close()]));

const read = (path: string) => buildSchema(readFileSync(new URL(path, import.meta.url), 'utf8'));
const whole = wholeSpace(read('../../schema.graphql'));
const forPartners = read('../../client/schema.graphql');

/** What partners may ask as well. */
const common: QuerySpace = {
  ...whole,
  roots: whole.roots.filter((name) => forPartners.getQueryType()?.getFields()[name]),
  fields(type) {
    const known = forPartners.getType(type.name);
    const fields = whole.fields?.(type) ?? [];
    return isObjectType(known) ? fields.filter((name) => known.getFields()[name]) : [];
  },
};

/** How many queries, each of them asked by everybody three times. */
const RUNS = Math.ceil(Number(process.env.ORACLE_RUNS ?? 2_000) / 20);

async function ask(gateway: TestGateway, query: Query, headers: Readonly<Record<string, string>>) {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(query),
  });
  const { data, errors = [] }: ExecutionResult = JSON.parse(await response.text());
  const reported = errors.map(({ path, message, extensions }) =>
    JSON.stringify({ path, message, code: extensions?.code }),
  );
  return { data, errors: reported.toSorted() };
}

test.for<readonly [what: string, space: QuerySpace, leastHits: number]>([
  ['all may know of', common, RUNS / 2],
  ['staff may know of', whole, 0],
])(
  'random queries of what %s: each is answered as where nothing is kept, whoever asked the same before',
  { timeout: 120_000 + RUNS * 5_000 },
  async ([_name, space, leastHits]) => {
    let hits = 0;
    const turns = fc.shuffledSubarray([...IDENTITIES.keys()], { minLength: IDENTITIES.length });
    await fc.assert(
      fc.asyncProperty(queries(space), turns, async (query, turn) => {
        const expected = await Promise.all(IDENTITIES.map((headers) => ask(plain, query, headers)));
        for (const _time of [1, 2]) {
          for (const index of turn) {
            expect(await ask(cached, query, IDENTITIES[index] ?? {})).toEqual(expected[index]);
            hits += cached.last()?.cacheHits.answers ?? 0;
          }
        }
      }),
      { numRuns: RUNS },
    );
    expect(hits).toBeGreaterThan(leastHits);
    console.info(`${RUNS} random queries, ${hits} answers from memory`);
  },
);

test('drafts and the CRM, requested by the same text', async () => {
  const query: Query = { query: '{ cmsArticles(limit: 100) { slug } }', variables: {} };
  const slugs = async (headers: Readonly<Record<string, string>>) => {
    const { data } = await ask(cached, query, headers);
    return Object(data).cmsArticles.length as number;
  };
  const [anyone, , partners, staff] = IDENTITIES;
  const counts: number[] = [];
  for (const who of [staff, anyone, partners, staff, anyone, partners]) counts.push(await slugs(who ?? {}));
  const [all = 0, published = 0] = counts;
  expect(all).toBeGreaterThan(published);
  expect(counts).toEqual([all, published, published, all, published, published]);
});
