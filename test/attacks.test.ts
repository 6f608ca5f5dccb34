import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CANARY, startTarget, type Target } from './attacks.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget('anonymous', {}, true);
});
afterAll(async () => {
  console.log(`${target.tried()} attacks on documents and HTTP were tried, each refused or harmless`);
  await target.gateway.close();
});

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, n) => text(n)).join(' ');
const negated = (depth: number) => JSON.parse(`${'{"_and":['.repeat(depth)}{"id":{"_eq":1}}${']}'.repeat(depth)}`);
const nested = (depth: number, field: string) => `${`{ ${field} `.repeat(depth)}{ code }${' }'.repeat(depth)}`;

/** Refused, with a code that says why, and no data. */
async function refused(query: string, variables: object = {}): Promise<void> {
  const { text } = await target.ask(query, variables);
  const { data, errors } = JSON.parse(text);
  expect(data).toBeUndefined();
  expect(errors.length).toBeGreaterThan(0);
  for (const { extensions } of errors) {
    expect(extensions?.code).toMatch(
      /^(DOCUMENT_TOO_LARGE|VARIABLES_TOO_LARGE|COST_LIMIT_EXCEEDED|OPERATION_RESOLUTION_FAILURE|GRAPHQL_VALIDATION_FAILED|GRAPHQL_PARSE_FAILED|BAD_REQUEST|BAD_USER_INPUT)$/,
    );
  }
}

test('the canaries are there: staff see them', async () => {
  const { result } = await target.gateway.ask(
    '{ crmCompanies(first: 1) { edges { node { name } } } }',
    {},
    { staff: true },
  );
  expect(JSON.stringify(result)).toContain(CANARY);
});

describe('documents', () => {
  const REGION = 'region(code: "US-06")';

  test.for([
    ['an alias bomb', `{ ${times(400, (n) => `a${n}: ${REGION} { code }`)} }`],
    [
      'an alias bomb by fragments',
      `{ ...A ...A ...A ...A } fragment A on Query { ${times(9, (n) => `a${n}: ${REGION} { code }`)} }`,
    ],
    ['a depth bomb', `{ ${REGION} ${nested(400, 'parent')} }`],
    [
      'a depth bomb by inline fragments',
      `{ ${REGION} ${nested(100, '... on Region { parent').replaceAll(' }', ' } }')} }`,
    ],
    ['a fragment of itself', '{ ...A } fragment A on Query { __typename ...A }'],
    [
      'circular fragments',
      '{ ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }',
    ],
    ['circular fragments below a field', `{ ${REGION} { ...A } } fragment A on Region { parent { ...A } }`],
    [
      'doubling fragments',
      `{ ...F0 } ${times(40, (n) => `fragment F${n} on Query { ...F${n + 1} ...F${n + 1} }`)} fragment F40 on Query { __typename }`,
    ],
    [
      'doubling fields',
      `{ ${REGION} { ...F0 } } ${times(10, (n) => `fragment F${n} on Region { x${n}: parent { ...F${n + 1} } y${n}: parent { ...F${n + 1} } }`)} fragment F10 on Region { code }`,
    ],
    ['directive overload', `{ __typename ${'@include(if: true) '.repeat(500)} }`],
    ['overload by directives that are none', `{ __typename ${'@a '.repeat(1_500)} }`],
    ['directives on an operation', `query ${'@a '.repeat(1_500)} { __typename }`],
    ['field duplication', `{ ${'__typename '.repeat(1_900)} }`],
    ['field duplication past the tokens', `{ ${'__typename '.repeat(20_000)} }`],
    ['comments, which are no tokens', `{ __typename }\n${'#\n'.repeat(85_000)}`],
    ['white space', `{ __typename ${' '.repeat(20_000)} }`],
    [
      'a filter of very many conditions',
      `{ cmsArticles(filter: {_or: [${times(600, (n) => `{id: {_eq: ${n}}}`)}]}, limit: 0) { id } }`,
    ],
    [
      'a filter that is very deep',
      `{ cmsArticles(filter: ${'{_and: ['.repeat(400)}{id: {_eq: 1}}${']}'.repeat(400)}, limit: 0) { id } }`,
    ],
    [
      'a list of very many values',
      `{ cmsArticles(filter: {id: {_in: [${times(6_000, (n) => `${n}`)}]}}, limit: 0) { id } }`,
    ],
    ['a very long text', `{ cmsArticles(search: "${'x'.repeat(10_001)}") { id } }`],
    [
      'a search of everything, many times',
      `{ ${times(10, (n) => `a${n}: seriesCatalog(search: "a", orderBy: RELEVANCE, first: 0) { totalCount }`)} }`,
    ],
    [
      'figures of every day of many series',
      '{ seriesCatalog(first: 200) { edges { node { observations(bucket: DAY, fill: LINEAR) { value } } } } }',
    ],
    ['fields that must be merged', `{ ${times(150, () => `${REGION} { code name }`)} }`],
    ['introspection through aliases', `{ ${times(400, (n) => `a${n}: __schema { types { name } }`)} }`],
    [
      'introspection in a circle',
      `{ __schema { types { fields { type { fields { type { fields { type { name } } } } } } } } }`,
    ],
    ['lists of lists of lists', '{ cmsArticles { tags { tag { articles { article { tags { tag { slug } } } } } } } }'],
    ['a list of all', '{ cmsArticles(limit: 2147483647) { title body excerpt } }'],
    ['many operations', times(600, (n) => `query Q${n} { __typename }`)],
    ['many variables', `query (${times(600, (n) => `$v${n}: Int`)}) { __typename }`],
    ['the CRM', '{ crmCompanies { edges { node { name } } } }'],
    ['the CRM, by a link', '{ cmsArticles { companies { name } } }'],
    ['the CRM, by an inline fragment', '{ cmsArticles { ... on CrmCompany { name } } }'],
    ['an internal note', '{ cmsArticles { internalNote } }'],
    ['a filter by what is hidden', '{ cmsArticles(filter: { internalNote: { _contains: "a" } }) { slug } }'],
    ['a sort by what is hidden', '{ cmsArticles(sort: [INTERNAL_NOTE_ASC]) { slug } }'],
    ['a lookup of links', '{ seriesByCodes(codes: ["BLS:CES0000000001"]) { code } }'],
  ] as const)('%s is refused', async ([, query]) => {
    await refused(query);
  });

  test.for([
    ['very many conditions', { _or: Array.from({ length: 3_900 }, (_, id) => ({ id: { _eq: id } })) }],
    ['a filter that is very deep', negated(1_000)],
    ['very many values', { id: { _in: Array.from({ length: 6_000 }, (_, id) => id) } }],
    ['a very long text', { title: { _eq: 'x'.repeat(10_001) } }],
  ] as const)('%s in variables is refused', async ([, filter]) => {
    await refused('query ($filter: CmsArticleFilter) { cmsArticles(filter: $filter, limit: 0) { id } }', { filter });
  });

  test.for([
    'mutation { crmDeleteCompany(id: "c0000000-0000-4000-8000-000000000001") { id } }',
    'subscription { __typename }',
  ])('for the public there is no such operation: %s', async (query) => {
    const { data, errors } = JSON.parse((await target.ask(query)).text);
    expect([data ?? null, errors.length]).toEqual([null, 1]);
  });

  test.for([
    ['a suggestion', '{ crmCompanie { id } }'],
    ['a suggestion of a field', '{ cmsArticles { internalNot statu companie } }'],
    ['a suggestion of a type', '{ cmsArticles { ... on CrmCompan { id } } }'],
  ] as const)('%s names nothing that is hidden', async ([, query]) => {
    const { text } = await target.ask(query);
    expect(text).not.toMatch(/crmCompan(y|ies)|CrmCompany|internalNote|status|companies/);
  });

  test('an unknown operation, null bytes and unfinished documents are syntax or request errors', async () => {
    for (const query of ['{', '{ a(', '\u0000', '"""', '{ region(code: "\\uD800") { code } }', '{ ... }', '#'])
      await refused(query);
  });
});

describe('requests', () => {
  const json = (body: string, headers: Record<string, string> = {}) =>
    target.attack('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });

  test('array batching is refused', async () => {
    const batch = Array.from({ length: 100 }, () => ({ query: '{ __typename }' }));
    expect((await json(JSON.stringify(batch))).status).toBe(400);
  });

  test('huge bodies are refused, also where their length is not declared', async () => {
    const huge = JSON.stringify({ query: `{ __typename } #${'x'.repeat(2_000_000)}` });
    expect((await json(huge)).status).toBe(413);
    const body = new ReadableStream({
      start(controller) {
        for (let at = 0; at < huge.length; at += 65_536)
          controller.enqueue(new TextEncoder().encode(huge.slice(at, at + 65_536)));
        controller.close();
      },
    });
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' };
    expect((await target.attack('/graphql', init as RequestInit)).status).toBe(413);
  });

  test('bodies that are no request are refused', async () => {
    const bodies = [
      '',
      'null',
      '1',
      '"x"',
      '{',
      '{"query":1}',
      '{"query":{}}',
      '{"query":"{ __typename }","variables":[1]}',
      '['.repeat(50_000),
    ];
    for (const body of bodies) expect((await json(body)).status).toBeGreaterThanOrEqual(400);
  });

  test('prototypes are not polluted by variables', async () => {
    await json(
      '{"query":"query ($x: Int) { __typename }","variables":{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}}',
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  test('lengths that smuggle a second request are refused', async () => {
    for (const length of ['30, 5', '-1', '0x10', '1e3']) {
      const { status } = await json('{"query":"{ __typename }"}', { 'content-length': length });
      expect(status).toBeGreaterThanOrEqual(400);
    }
  });

  test('CSRF by simple requests is refused', async () => {
    const body = JSON.stringify({ query: 'mutation { cmsDeleteArticle(id: "1") { id } }' });
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'TEXT/PLAIN;charset=utf-8',
      'text/plain; application/json',
    ];
    for (const type of types) {
      const { status } = await target.attack('/graphql', { method: 'POST', headers: { 'content-type': type }, body });
      expect(status).toBe(403);
    }
    const cookie = { cookie: 'directus_session_token=x' };
    expect((await target.attack('/graphql?query=%7B__typename%7D', { headers: cookie })).status).toBe(403);
  });

  test('a mutation by GET is refused', async () => {
    const query = encodeURIComponent('mutation { __typename }');
    expect((await target.attack(`/graphql?query=${query}`)).status).toBeGreaterThanOrEqual(400);
  });

  test('path traversal finds no file', async () => {
    const paths = [
      '/../package.json',
      '/..%2fpackage.json',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/assets/../../.env',
      '/assets/..%5c..%5c.env',
      '/tiles/..%2f..%2fetc%2fpasswd',
      '/tiles/../graphql/../../etc/passwd',
      '/tiles/county/3/1/..%2f..%2f..%2f..%2fetc%2fpasswd.mvt?indicator=EMPLOYMENT',
      '/tiles/county/3/1/%2e%2e%5c%2e%2e%5cpackage.json?indicator=EMPLOYMENT',
      '/tiles/..%252f..%252fpackage.json/3/1/2.mvt?indicator=EMPLOYMENT',
      '/tiles/county/3/1/2.mvt%00.json?indicator=EMPLOYMENT',
      '/tiles/county/3/1/2.mvt?indicator=../../../../etc/passwd',
      '/tiles//etc/passwd',
      '/tiles/file:///etc/passwd',
      '/assets/%2e%2e/%2e%2e/package.json',
      '/assets/f1000000-0000-4000-8000-000000000001/../../.env',
      '/assets/..%c0%af..%c0%afetc/passwd',
      '/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd',
      '/graphql%2f..%2f.env',
      '/.%2e/.%2e/etc/passwd',
      '/\\..\\..\\.env',
      '/graphql/../.env',
      '//etc/passwd',
      '/.git/config',
      '/client/views/Home.graphql',
    ];
    for (const path of paths) {
      const { status, text } = await target.attack(path);
      expect([path, status >= 400]).toEqual([path, true]);
      expect(text).not.toMatch(/root:|chronos-graph|cmsArticles/);
    }
  });

  test('credentials of other kinds never make anybody of a caller', async () => {
    const tokens = [
      'Bearer ',
      'Bearer null',
      'Bearer undefined',
      'Bearer chr_',
      `Bearer chr_${'A'.repeat(43)}`,
      'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.',
      `Bearer ${'x'.repeat(8_000)}`,
      'Basic YWRtaW46YWRtaW4=',
      'Bearer a, Bearer b',
      "Bearer ' OR 1=1 --",
      'Bearer ../../etc/passwd',
    ];
    for (const authorization of tokens) {
      const { status } = await json('{"query":"{ crmCompanies { totalCount } }"}', { authorization });
      expect(status).toBe(401);
    }
  });
});
