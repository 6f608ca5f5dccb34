import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { readOperation } from '../../testing/read-operation.ts';
import { committedTwentySchema, composeTwenty } from '../schema/index.ts';
import { mappingOf } from '../schema/mapping.ts';
import { fetchChildren } from './children.ts';
import type { RootFetch } from './document.ts';
import { succeeded } from './errors.ts';
import { connectionRequest } from './roots.ts';
import { subfields } from './selection.ts';

it('requests the children of each parent where there are more rows than fit at once', async () => {
  const document = parse('{ crmCompany(id: "c0000000-0000-4000-8000-000000000001") { people { totalCount } } }');
  const [root] = readOperation(composeTwenty(committedTwentySchema()).schema, document).fields;
  const [people] = root ? subfields(root) : [];
  const mapping = people && mappingOf(people);
  if (!people || mapping?.kind !== 'children') throw new Error('people is a connection.');

  const fetched: RootFetch[] = [];
  const outcomes = await fetchChildren(
    connectionRequest(people, mapping),
    mapping.column,
    ['a', 'b'],
    async (fetch) => {
      fetched.push(fetch);
      return succeeded({ totalCount: 1, edges: [], pageInfo: { hasNextPage: true } });
    },
    2,
  );
  expect(fetched.map(({ args }) => args)).toMatchObject([
    { filter: { companyId: { in: ['a', 'b'] } }, first: 2 },
    { filter: { companyId: { in: ['a'] } } },
    { filter: { companyId: { in: ['b'] } } },
  ]);
  expect([...outcomes.keys()]).toEqual(['a', 'b']);
});
