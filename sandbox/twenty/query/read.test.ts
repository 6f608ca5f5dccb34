import { describe, expect, test } from 'vitest';
import { badInput, refused, useTwenty } from '../testing.ts';

const { ask } = useTwenty();

const C1 = 'c0000000-0000-4000-8000-000000000001';
const C2 = 'c0000000-0000-4000-8000-000000000002';
const ONE = `company(filter: { id: { eq: "${C1}" } })`;

const internal = (message: string) => refused('company', message, { code: 'INTERNAL_SERVER_ERROR' });

describe('selections', () => {
  test('fields of one name are merged, whatever their aliases and wherever their fragments are from', async () => {
    const query = `{ ${ONE} { a: name b: name address { addressCity } ...F ...Unknown } }
      fragment F on Nobody { address { addressState } ... { id } }`;
    expect(await ask(query)).toEqual({
      data: {
        company: {
          name: 'Harbor Freight Analytics',
          address: { addressCity: 'Los Angeles', addressState: 'California' },
          id: C1,
        },
      },
    });
  });

  test('a directive counts on a nested field when it is literal, and never on a root field', async () => {
    expect(
      await ask(`query($no: Boolean!) { ${ONE} @include(if: $no) { id name @skip(if: true) } }`, { no: false }),
    ).toEqual({
      data: { company: { id: C1 } },
    });
    expect(await ask(`query($no: Boolean!) { ${ONE} { id ... @skip(if: $no) { name } } }`, { no: false })).toEqual(
      internal("Cannot read properties of undefined (reading 'no')"),
    );
  });

  test('what is unknown is null; of a composite it is an error, and a composite without a selection is null', async () => {
    expect(await ask(`{ ${ONE} { nope { x } address } }`)).toEqual({
      data: { company: { nope: null, address: null } },
    });
    expect(await ask(`{ ${ONE} { address { nope } } }`)).toEqual(
      internal('Sub field metadata not found for composite type: ADDRESS'),
    );
  });

  test('edges without their node break', async () => {
    expect(await ask('{ companies { edges { cursor } } }')).toEqual(
      refused('companies', "Cannot read properties of undefined (reading 'id')", { code: 'INTERNAL_SERVER_ERROR' }),
    );
  });

  test('composites and relations have type names; absent texts of composites are "", money and notes aside', async () => {
    const query = `{ person(filter: { id: { eq: "9e000000-0000-4000-8000-000000000001" } }) {
      __typename avatarUrl name { __typename } company { __typename name }
      phones { primaryPhoneNumber additionalPhones } linkedinLink { primaryLinkUrl } createdBy { source workspaceMemberId }
    } }`;
    expect(await ask(query)).toEqual({
      data: {
        person: {
          __typename: 'Person',
          avatarUrl: '',
          name: { __typename: 'FullName' },
          company: { __typename: 'Company', name: 'Harbor Freight Analytics' },
          phones: { primaryPhoneNumber: '', additionalPhones: [] },
          linkedinLink: { primaryLinkUrl: '' },
          createdBy: { source: 'MANUAL', workspaceMemberId: null },
        },
      },
    });
  });
});

describe('relations', () => {
  test('to-many behind to-one is answered, behind another to-many it is refused', async () => {
    const person = 'person(filter: { id: { eq: "9e000000-0000-4000-8000-000000000002" } })';
    expect(
      await ask(`{ ${person} { company { deletedAt opportunities { totalCount edges { node { name } } } } } }`),
    ).toEqual({
      data: {
        person: {
          company: {
            deletedAt: null,
            opportunities: {
              totalCount: 2,
              edges: [{ node: { name: 'Data licence 2026 #2' } }, { node: { name: 'Data licence 2026 #17' } }],
            },
          },
        },
      },
    });
    const deep = `{ ${ONE} { people { edges { node { company { people { totalCount } } } } } } }`;
    expect(await ask(deep)).toEqual(
      refused(
        'company',
        'Query complexity is too high. One-to-Many relation cannot be nested in another One-to-Many relation.',
        badInput('TOO_COMPLEX_QUERY'),
      ),
    );
  });

  test('morph targets are found from their targets', async () => {
    expect(await ask(`{ ${ONE} { noteTargets { edges { node { note { title } targetPerson { id } } } } } }`)).toEqual({
      data: {
        company: { noteTargets: { edges: [{ node: { note: { title: 'Call notes 1' }, targetPerson: null } }] } },
      },
    });
  });
});

describe('root fields', () => {
  test('one that fails is null while its siblings answer; errors have no path', async () => {
    expect(
      await ask(
        `{ company(filter: {}) { id } person(filter: { id: { eq: "x" } }) { id } people(first: 0) { totalCount } }`,
      ),
    ).toEqual({
      data: { company: null, person: null, people: { totalCount: 130 } },
      errors: [
        { message: 'Missing filter argument', extensions: badInput('INVALID_QUERY_INPUT') },
        {
          message: `Invalid UUID value 'x' for field "id"`,
          extensions: badInput('INVALID_ARGS_FILTER', `Invalid value for UUID: "'x'"`),
        },
      ],
    });
  });

  test('more than twenty are refused', async () => {
    const query = `{ ${Array.from({ length: 21 }, (_, index) => `c${index}: companies { totalCount }`).join(' ')} }`;
    expect(await ask(query)).toEqual({
      data: {},
      errors: [
        {
          message: 'Query too complex - Too many root resolvers requested: 21 - Maximum allowed root resolvers: 20',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  test('those of fragments count, and an unknown argument is refused', async () => {
    expect(
      await ask(
        `{ ...R ... { people(first: 0) { totalCount } } } fragment R on Query { two: company(filter: { id: { eq: "${C2}" } }, fast: true) { id } }`,
      ),
    ).toEqual({
      data: { two: null, people: { totalCount: 130 } },
      errors: [{ message: 'Argument not allowed: fast', extensions: badInput('INVALID_QUERY_INPUT') }],
    });
  });
});
