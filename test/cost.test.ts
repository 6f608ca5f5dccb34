import type { ExecutionResult } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './gateway.ts';
import { PARTNER_KEY, partner } from './partner.ts';

const ARTICLES = /* GraphQL */ `
  query Articles($n: Int!) {
    cmsArticles(limit: $n, sort: [ID_ASC]) {
      series { latest { value } observations(limit: 3) { value } articles(first: 1) { title } }
      region { name parent { name } boundingBox indicators { value rank } companies { totalCount } }
      companies { name people(first: 2) { totalCount } region(level: STATE) { code } }
    }
  }
`;

const COMPANIES = /* GraphQL */ `
  query Companies($n: Int!) {
    crmCompanies(first: $n, orderBy: [{ id: AscNullsFirst }]) {
      edges { node { articles(first: 1) { title } county: region { name indicators { value } } state: region(level: STATE) { name } } }
    }
  }
`;

const COUNTIES = /* GraphQL */ `
  query Counties($n: Int!) {
    regions(level: COUNTY, parent: "US-06", first: $n) {
      edges { node { name geometry(simplify: 5000) articles(first: 1) { title } series { latest { value } } } }
    }
  }
`;

describe('cost does not grow with items', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway();
  });
  afterAll(() => gateway.close());

  // Fewer statements are fine: what one part of a query has found, another need not ask again.
  test.for([
    ['articles', ARTICLES, [2, 10, 40], { directus: 2, twenty: 2, analytics: 3 }, 8],
    ['companies', COMPANIES, [2, 10, 24], { directus: 1, twenty: 1, analytics: 1 }, 4],
    ['counties', COUNTIES, [2, 10, 58], { directus: 1, twenty: 0, analytics: 1 }, 4],
  ] as const)('%s', async ([, query, sizes, requests, statements]) => {
    for (const n of sizes) {
      const answer = await gateway.ask(query, { n }, { staff: true });
      expect(answer.result.errors).toBeUndefined();
      expect(answer.requests).toEqual(requests);
      expect(answer.statements).toBeLessThanOrEqual(statements);
    }
  });
});

describe('a panel', () => {
  const PANEL = 'panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, from: "2000-01-01", to: "2009-12-31"';
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ server: { authenticators: [partner] } });
  });
  afterAll(() => gateway.close());

  const costOf = (args: string) => costOfField(`${PANEL}${args}) { codes }`);
  const costOfField = async (field: string) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${PARTNER_KEY}`,
      'x-chronos-cost': '1',
    };
    const body = JSON.stringify({ query: `{ ${field} }` });
    const response = await gateway.fetch('http://gateway/graphql', { method: 'POST', headers, body });
    const { extensions, errors } = (await response.json()) as ExecutionResult;
    return [extensions?.cost, errors?.map((error) => error.extensions?.code)];
  };

  test('of all counties by month over ten years is within the bounds of a partner, and a parent is a third', async () => {
    const limit = 2_500_000;
    // 3,300 series at 50 points, with 123 figures each; and 100 codes.
    expect(await costOf('')).toEqual([{ requested: 50 + 1_000 + 3_300 * (50 + 123) + 100, limit }, undefined]);
    const third = 50 + 1_000 + 1_100 * (50 + 123) + 100;
    expect(await costOf(', parent: "US-06"')).toEqual([{ requested: third, limit }, undefined]);
    const compared = 50 + 1_000 + 3_300 * (100 + 12) + 100;
    expect(await costOf(', bucket: YEAR, transform: CHANGE')).toEqual([{ requested: compared, limit }, undefined]);
    expect(await costOf(', bucket: DAY')).toEqual([undefined, ['COST_LIMIT_EXCEEDED']]);
  });

  test('is priced by its level and parent, as a map is', async () => {
    const map = (args: string) =>
      costOfField(`choropleth(indicator: "NONE", ${args}) { classes { class } regions { value } }`);
    const limit = 2_500_000;
    const cost = (regions: number) => [{ requested: 50 + 5_000 + 9 * 2 + regions * 2, limit }, expect.anything()];
    expect(await map('level: COUNTY')).toEqual(cost(3_300));
    expect(await map('level: COUNTY, parent: "US-06"')).toEqual(cost(1_100));
    expect(await map('level: STATE')).toEqual(cost(60));
  });

  test('and so is a search of regions, up to the price of a search of all series', async () => {
    const search = (level: string) => costOfField(`regions(level: ${level}, search: "x", first: 0) { totalCount }`);
    const cost = (scan: number) => [{ requested: 50 + 1 + scan + 500, limit: 2_500_000 }, undefined];
    expect(await search('STATE')).toEqual(cost(120));
    expect(await search('COUNTY')).toEqual(cost(6_600));
    expect(await search('ZCTA')).toEqual(cost(25_000));
  });

  test('is absent for the public', async () => {
    const { result } = await gateway.ask(`{ ${PANEL}) { codes } }`);
    expect(result.errors?.[0]?.message).toMatch(/^Cannot query field "panel"/);
  });
});
