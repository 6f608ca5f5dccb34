import { buildSchema } from 'graphql';
import { expect, it } from 'vitest';
import { namingOf } from '../naming.ts';
import { converse, directusSchema } from '../testing.ts';

/*
 * What Directus 11.17.4 describes of a many-to-any relation whose types have a field of the same name: a title is
 * required for one and optional for the other, and an owner is a person or a team. GraphQL refuses to merge their fields.
 */

const rows = 'sort: [String], limit: Int, offset: Int, page: Int, search: String';
const list = (name: string) => `${name}(filter: ${name}_filter, ${rows}): [${name}!]!`;
const collections = ['cms_parts', 'cms_texts', 'cms_charts', 'cms_people', 'cms_teams'];
const upstream = buildSchema(`
  type Query { ${collections.map(list).join('\n')} }
  type cms_parts { id: ID! item: cms_parts_item_union collection: String }
  union cms_parts_item_union = cms_texts | cms_charts
  type cms_texts { id: ID! title: String! owner: cms_people notes(filter: cms_people_filter, ${rows}): [cms_people] }
  type cms_charts { id: ID! title: String owner: cms_teams }
  type cms_people { id: ID! name: String }
  type cms_teams { id: ID! name: Int }
  ${collections.map((name) => `input ${name}_filter { id: number_filter_operators }`).join('\n')}
  input number_filter_operators { _eq: Int _null: Boolean }`);
const schema = directusSchema(upstream, namingOf());

it('values of one name and several types are requested under names of their own', async () => {
  const body = {
    data: {
      cms_parts: [
        {
          id: '1',
          item: {
            __typename: 'cms_texts',
            as0_id: '7',
            as0_title: 'Jobs',
            owner: { as0_id: '3', as0_name: 'Ada' },
          },
        },
        {
          id: '2',
          item: { __typename: 'cms_charts', as1_id: '8', as1_title: null, owner: { as1_id: '4', as1_name: 5 } },
        },
      ],
    },
  };
  const query = `{ cmsParts { item {
    ... on CmsText { title owner { name } }
    ... on CmsChart { title other: owner { count: name } }
  } } }`;
  const { sent, answer } = await converse(query, [body], { schema });
  expect(sent).toEqual([
    'query ( $v0: [String] $v1: Int ) { cms_parts(sort: $v0, limit: $v1) { id item { __typename' +
      ' ... on cms_texts { as0_id: id as0_title: title owner { as0_id: id as0_name: name } }' +
      ' ... on cms_charts { as1_id: id as1_title: title owner { as1_id: id as1_name: name } } } } }',
  ]);
  expect(answer).toEqual({
    data: {
      cmsParts: [{ item: { title: 'Jobs', owner: { name: 'Ada' } } }, { item: { title: null, other: { count: 5 } } }],
    },
  });
});

it('rows are listed once: equal lists share their rows, another one is refused', async () => {
  const notes = [{ as0_id: '2', as0_name: 'Bela' }];
  const body = {
    data: { cms_parts: [{ id: '1', item: { __typename: 'cms_texts', as0_id: '7', notes } }] },
  };
  const query = `{ cmsParts { item { ... on CmsText {
    notes(limit: 1) { id }
    same: notes(limit: 1) { name }
    other: notes(limit: 2) { id }
  } } } }`;
  const { sent, answer } = await converse(query, [body], { schema });
  expect(sent[0]?.match(/notes/g)).toHaveLength(1);
  expect(answer).toMatchObject({
    data: { cmsParts: [{ item: { notes: [{ id: '2' }], same: [{ name: 'Bela' }], other: null } }] },
    errors: [{ path: ['cmsParts', 0, 'item', 'other'], extensions: { code: 'BAD_USER_INPUT' } }],
  });
});
