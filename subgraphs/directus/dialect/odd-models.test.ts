import { buildSchema, isInputObjectType, printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { withColumns } from '../client/columns.ts';
import { namingOf } from '../naming.ts';
import { converse, directusSchema } from '../testing.ts';

/*
 * What Directus 11.17.4 describes of a singleton with a decimal that refers to a shop, of a column `notes_func` next to a
 * list `notes`, and of a column `open_func` next to none: the column has no place of its own where Directus has the
 * count of the list.
 */

const rows = 'filter: cms_shops_filter, sort: [String], limit: Int, offset: Int, page: Int, search: String';
const upstream = buildSchema(`
  type Query {
    cms_shops(${rows}): [cms_shops!]!
    cms_settings: cms_settings
  }
  type Mutation { create_cms_shops_item(data: create_cms_shops_input!): cms_shops }
  type cms_shops {
    id: ID! open_func: String notes(filter: cms_settings_filter, limit: Int, sort: [String]): [cms_settings] notes_func: count_functions
  }
  type cms_settings { id: ID! fee: Float shop: cms_shops }
  type count_functions { count: Int }
  input create_cms_shops_input { id: ID open_func: String notes_func: String }
  input cms_shops_filter {
    id: number_filter_operators open_func: string_filter_operators
    notes: cms_settings_quantifier_filter notes_func: count_function_filter_operators
    _and: [cms_shops_filter] _or: [cms_shops_filter]
  }
  input cms_settings_quantifier_filter {
    id: number_filter_operators fee: number_filter_operators
    _some: cms_settings_filter _none: cms_settings_filter
  }
  input cms_settings_filter {
    id: number_filter_operators fee: number_filter_operators _and: [cms_settings_filter] _or: [cms_settings_filter]
  }
  input number_filter_operators { _eq: Int _null: Boolean _nnull: Boolean _gt: Int }
  input string_filter_operators { _eq: String }
  input count_function_filter_operators { count: number_filter_operators }`);
const fee = { isDecimal: true, isPresent: false, isRequired: false };
const schema = directusSchema(withColumns(upstream, new Map([['cms_settings', new Map([['fee', fee]])]])), namingOf());

it('a decimal of a singleton is the Float that Directus gives: no groups have its exact digits', async () => {
  const answered = { data: { cms_settings: { id: '1', fee: 0.1 } } };
  const { sent, answer } = await converse('{ cmsSettings { fee } }', [answered], { schema });
  expect(answer).toEqual({ data: { cmsSettings: { fee: 0.1 } } });
  expect(sent).toHaveLength(1);
});

it('a column whose name ends in _func is filtered like any other', async () => {
  const query = '{ cmsShops(filter: { openFunc: { _eq: "always" } }) { id } }';
  const { variables } = await converse(query, [{ data: { cms_shops: [] } }], { schema });
  expect(variables[0]).toMatchObject({ v0: { open_func: { _eq: 'always' } } });
});

it('a column that the count of a list hides cannot be written', () => {
  const input = schema.getType('CmsCreateShopInput');
  expect(isInputObjectType(input) && Object.keys(input.getFields())).toEqual(['id', 'openFunc']);
});

it('rows of a singleton cannot be looked for, so several conditions on them are refused', async () => {
  const query = '{ cmsShops(filter: { notes: { _some: { id: { _gt: 0 }, fee: { _gt: 1 } } } }) { id } }';
  const { sent, answer } = await converse(query, [], { schema });
  expect(answer).toMatchObject({
    data: { cmsShops: null },
    errors: [{ path: ['cmsShops'], extensions: { code: 'BAD_USER_INPUT' } }],
  });
  expect(sent).toEqual([]);
});

it('rows are sorted by hand only by a field that a database can sort', async () => {
  const sorted = 'sort: [cms_shops]';
  const listed = buildSchema(printSchema(upstream).replace('open_func: String', `open_func: String ${sorted}`));
  const { variables } = await converse('{ cmsShops { id } }', [{ data: { cms_shops: [] } }], {
    schema: directusSchema(listed, namingOf()),
  });
  expect(variables[0]).toMatchObject({ v0: ['id'] });
});

it.each([
  ['an integer', 'number', 'ID!', 'code', 'external'],
  ['a UUID named id', 'id', 'ID!', 'id', 'external'],
  ['a UUID that Directus makes', 'id', 'ID', 'code', 'external'],
])('the key of rows is %s, not a required UUID of another column', async (_, kind, inNewRow, key, other) => {
  const described = buildSchema(`
    type Query { cms_boats(filter: cms_boats_filter, sort: [String], limit: Int): [cms_boats!]! }
    type Mutation { create_cms_boats_item(data: create_cms_boats_input!): cms_boats }
    type cms_boats { ${other}: ID! ${key}: ID! }
    input create_cms_boats_input { ${other}: ID! ${key}: ${inNewRow} }
    input cms_boats_filter { ${other}: id_filter_operators ${key}: ${kind}_filter_operators }
    input id_filter_operators { _eq: ID }
    input number_filter_operators { _eq: Int }`);
  const { sent, variables } = await converse(`{ cmsBoats { ${other} } }`, [{ data: { cms_boats: [] } }], {
    schema: directusSchema(described, namingOf()),
  });
  expect(sent[0]).toContain(`{ ${key} ${other} }`);
  expect(variables[0]).toMatchObject({ v0: [key] });
});
