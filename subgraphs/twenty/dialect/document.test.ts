import { expect, it } from 'vitest';
import { pack, type RootFetch } from './document.ts';

const companies = { name: 'companies', argumentTypes: { first: 'Int', filter: 'CompanyFilterInput' } };
const people = { name: 'people', argumentTypes: { first: 'Int' } };
const fetch = (root: RootFetch['root'], args: RootFetch['args'], field = 'totalCount'): RootFetch => ({
  root,
  args,
  selection: { [field]: {} },
});

it('lets different root fields share a request, with arguments in variables', () => {
  const { requests, places } = pack('query', [fetch(companies, { first: 1, filter: undefined }), fetch(people, {})]);
  expect(places).toEqual([0, 0]);
  expect(requests).toEqual([
    {
      query: 'query($companies_first: Int) { companies(first: $companies_first) { totalCount } people { totalCount } }',
      variables: { companies_first: 1 },
      roots: [companies, people],
    },
  ]);
});

it('parts a repeated root field, unless its arguments are equal', () => {
  const { requests, places } = pack('query', [
    fetch(companies, { first: 1 }),
    fetch(companies, { first: 2 }),
    fetch(companies, { first: 1 }, 'edges'),
    fetch(people, {}),
  ]);
  expect(places).toEqual([0, 1, 0, 0]);
  expect(requests.map(({ query }) => query)).toEqual([
    'query($companies_first: Int) { companies(first: $companies_first) { totalCount edges } people { totalCount } }',
    'query($companies_first: Int) { companies(first: $companies_first) { totalCount } }',
  ]);
});

it('asks for at most 20 root fields in a request', () => {
  const fetches = Array.from({ length: 21 }, (_, index) => fetch({ name: `object${index}`, argumentTypes: {} }, {}));
  expect(pack('query', fetches).requests.map(({ roots }) => roots.length)).toEqual([20, 1]);
});
