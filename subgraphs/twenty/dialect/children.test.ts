import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { readOperation } from '../../contract/request.ts';
import { committedTwentySchema, composeTwenty } from '../schema/index.ts';
import { mappingOf } from '../schema/mapping.ts';
import { askChildren } from './children.ts';
import { connectionRequest } from './roots.ts';
import { subfields } from './selection.ts';

it('asks for each parent where there are more rows than fit at once', () => {
  const document = parse('{ crmCompany(id: "c0000000-0000-4000-8000-000000000001") { people { totalCount } } }');
  const [root] = readOperation(composeTwenty(committedTwentySchema()).schema, document).fields;
  const [people] = root ? subfields(root) : [];
  const mapping = people && mappingOf(people);
  if (!people || mapping?.kind !== 'children') throw new Error('people is a connection.');

  const [atOnce] = askChildren(connectionRequest(people, mapping), mapping.column, ['a', 'b'], 2);
  expect(atOnce?.fetches.map(({ args }) => args)).toEqual([{ filter: { companyId: { in: ['a', 'b'] } }, first: 2 }]);
  const result = atOnce?.read([{ data: { edges: [], pageInfo: { hasNextPage: true } }, faults: [] }]);
  expect(result?.arrivals).toEqual([]);
  expect(result?.again?.flatMap(({ fetches }) => fetches.map(({ args }) => args.filter))).toEqual([
    { companyId: { in: ['a'] } },
    { companyId: { in: ['b'] } },
  ]);
});
