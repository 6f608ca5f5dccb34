import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AttackerName, startTarget, type Target } from './attacks.ts';

/** With this media type, the HTTP status says that a request is wrong. */
const STRICT: RequestInit = { headers: { accept: 'application/graphql-response+json' } };

/** What is asked of each upstream, by whom, where it is down. */
const DOWN = [
  ['directus', 'anonymous', '{ cmsArticles { title } }'],
  ['twenty', 'staff', '{ crmCompanies { totalCount } }'],
  ['analytics', 'anonymous', '{ regions(level: STATE) { totalCount } }'],
] as const;

describe.each(DOWN)('verbose-error probing, %s down', (down, attacker: AttackerName, query) => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget(attacker, { down });
  });
  afterAll(async () => {
    console.log(`${target.tried()} errors were provoked with ${down} down; none told of the inside`);
    await target.gateway.close();
  });

  // `attack` looks at every byte for stacks, SQL, folders, addresses and ports.
  test('an error says which upstream, and no address of it', async () => {
    const { errors } = JSON.parse((await target.ask(query)).text);
    expect(errors).toHaveLength(1);
    expect(errors[0].extensions).toMatchObject({ upstream: down, code: expect.stringMatching(/^UPSTREAM_/) });
  });

  test('whatever is asked wrongly, the answer is an error of ours', async () => {
    const wrong = [
      `{ ${'{'.repeat(500)}`,
      '{ __typename @include(if: $x) }',
      'query ($x: Int = "a") { __typename }',
      'query ($x: Nothing) { __typename }',
      'fragment A on Nothing { x }',
      '{ cmsArticles(limit: 99999999999999999999) { title } }',
      '{ cmsArticles(limit: -5) { title } }',
      '{ regions(level: STATE, after: "bm9uc2Vuc2U=") { totalCount } }',
      '{ regions(level: STATE, after: "%%%") { totalCount } }',
      '{ seriesCatalog(first: 2147483647) { totalCount } }',
      '{ regionAt(longitude: 1e308, latitude: -1e308, level: COUNTY) { code } }',
      'subscription { x }',
      'mutation { x }',
    ];
    const strange = ['{ series(code: "x\\ny") { code } }', '{ region(code: "\\u0000") { code } }'];
    for (const text of [...wrong, ...strange]) {
      const { data, errors = [] } = JSON.parse((await target.ask(text)).text);
      // What is only strange may be answered with nothing.
      expect([text, errors.length > 0 || (strange.includes(text) && data !== undefined)]).toEqual([text, true]);
      for (const { extensions } of errors) expect(extensions?.code).not.toBe('INTERNAL_SERVER_ERROR');
    }
  });

  test('paths, methods and types that are not served', async () => {
    const probes: readonly (readonly [string, RequestInit])[] = [
      ['/graphql', { method: 'DELETE' }],
      ['/graphql', { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } }],
      ['/graphql', { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }],
      [
        '/graphql',
        { method: 'POST', body: '<a/>', headers: { 'content-type': 'application/xml', 'x-chronos-csrf': '1' } },
      ],
      ['/graphql?query=%00', STRICT],
      ['/graphql?variables=%7B&query=%7B__typename%7D', STRICT],
      ['/graphql?extensions=%5B&query=%7B__typename%7D', STRICT],
      ['/graphql?documentId=%27', STRICT],
      ['/tiles/county/99999/0/0.mvt?indicator=EMPLOYMENT', {}],
      ['/tiles/county/1/0/0.mvt?indicator=%27%20OR%201%3D1', {}],
      ['/tiles/', {}],
      ['/data/choropleth.csv?indicator=%27%20OR%201%3D1&level=COUNTY', {}],
      ['/data/choropleth.parquet?indicator=%00&level=COUNTY', {}],
      ['/data/series.csv?where=%7B%22and%22:%22%22%7D', {}],
      ['/data/..%2F..%2Fetc.csv', {}],
      ['/nowhere', {}],
      ['/graphql/nowhere', {}],
      [`/${'a'.repeat(5_000)}`, {}],
    ];
    for (const [path, init] of probes) {
      expect([path, (await target.attack(path, init)).status >= 400]).toEqual([path, true]);
    }
  });
});
