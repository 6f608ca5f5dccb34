import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './gateway.ts';

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
