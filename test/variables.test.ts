import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

test.each(['constructor', 'toString', '__proto__'])(
  'a variable $%s without a value is absent, though every object of JavaScript has such a property',
  async (name) => {
    const query = `query ($${name}: Int, $valueOf: String) {
      cmsArticles(limit: $${name}) { id }
      filtered: cmsArticles(filter: { slug: { _contains: $valueOf } }) { id }
      seriesCatalog(first: $${name}) { edges { cursor } }
    }`;
    const expected = await gateway.ask(
      '{ cmsArticles { id } filtered: cmsArticles { id } seriesCatalog { edges { cursor } } }',
    );
    expect((await gateway.ask(query)).result).toEqual(expected.result);
  },
);

const MICHIGAN = 'michigan: region(code: "US-26") { name }';

const nullFor = async (type: string, field: string) =>
  (await gateway.ask(`query ($value: ${type}) { ${field} ${MICHIGAN} }`, { value: null }, { staff: true })).result;

test.each([
  [
    'Int',
    'choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, classes: $value) { withoutValue }',
    ['choropleth'],
  ],
  [
    'RegionLevel',
    'crmCompanies(first: 1) { edges { node { region(level: $value) { code } } } }',
    ['crmCompanies', 'edges', 0, 'node', 'region'],
  ],
  ['Int', 'lake: region(code: "US-26") { companies { nodes(first: $value) { id } } }', ['lake', 'companies', 'nodes']],
])('a null %s for an argument that has a default costs only its field: %s', async (type, field, path) => {
  const { data, errors } = await nullFor(type, field);
  const message = expect.stringContaining(`of non-null type "${type}!" must not be null.`);
  expect(errors).toMatchObject([{ message, path, extensions: { code: 'BAD_USER_INPUT' } }]);
  expect(data).toMatchObject({ michigan: { name: 'Michigan' } });
});

test('a null for the language of a name is English', async () => {
  const name = 'name(language: $value)';
  const result = await nullFor(
    'Language',
    `quebec: region(code: "CA-24") { ${name} } cmsArticles(limit: 1) { region { ${name} } }`,
  );
  expect(result).toEqual({
    data: {
      quebec: { name: 'Quebec' },
      cmsArticles: [{ region: { name: 'Michigan' } }],
      michigan: { name: 'Michigan' },
    },
  });
});

test('of very many values that do not fit, ten errors are reported', async () => {
  const query = 'query ($ids: [UUID]) { crmCompanyDuplicates(ids: $ids) { totalCount } }';
  const { result } = await gateway.ask(query, { ids: Array(4000).fill('none') }, { staff: true });
  expect(result.errors).toHaveLength(10);
});

test.each(['@skip', '@include'])('a null in %s refuses the operation, with a code', async (directive) => {
  const query = `query ($if: Boolean = true) { michigan: region(code: "US-26") { name ${directive}(if: $if) } }`;
  expect((await gateway.ask(query, { if: null })).result).toEqual({
    errors: [
      {
        message: 'Argument "if" of non-null type "Boolean!" must not be null.',
        locations: [expect.anything()],
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ],
  });
});

test.each([
  'regionAt(latitude: 1e999, longitude: 0, level: STATE) { name }',
  'seriesCatalog(where: { latest: { gt: -1e999 } }) { totalCount }',
])('a number past the range of Float is no valid literal: %s', async (field) => {
  const { result } = await gateway.ask(`{ ${field} }`);
  expect(result).toMatchObject({
    errors: [
      {
        message: expect.stringMatching(/^Float cannot represent -?1e999/),
        extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
      },
    ],
  });
});
