import { beforeAll, describe, expect, test } from 'vitest';
import { badInput, refused, useTwenty } from '../testing.ts';

const { ask } = useTwenty();

const C1 = 'c0000000-0000-4000-8000-000000000001';
const P1 = '9e000000-0000-4000-8000-000000000001';
const NEW = 'c0000000-0000-4000-8000-000000000777';

const duplicate = {
  userFriendlyMessage: 'This record already exists. Please check your data and try again.',
  code: 'BAD_USER_INPUT',
};
const missing = {
  subCode: 'RECORD_NOT_FOUND',
  userFriendlyMessage: 'This record does not exist or has been deleted.',
  code: 'NOT_FOUND',
};

function create(data: Record<string, unknown>, upsert?: boolean): Promise<unknown> {
  const query = `mutation($d: Any, $u: Boolean) { createCompany(data: $d, upsert: $u) { id name address { addressCity addressState } } }`;
  return ask(query, { d: data, u: upsert });
}

function update(data: Record<string, unknown>, id = C1): Promise<unknown> {
  const query = `mutation($id: UUID!, $d: Any) { updateCompany(id: $id, data: $d) {
    name address { addressCity addressState } accountOwnerId
  } }`;
  return ask(query, { id, d: data });
}

describe('creating', () => {
  test('is of all or none', async () => {
    const query = 'mutation($d: Any) { createCompanies(data: $d) { id } }';
    const data = [{ id: NEW }, { id: C1 }];
    expect(await ask(query, { d: data })).toEqual(
      refused('createCompanies', 'A duplicate entry was detected', duplicate),
    );
    expect(await ask(query, { d: [{ id: NEW }, { id: NEW }] })).toEqual(
      refused('createCompanies', 'A duplicate entry was detected', duplicate),
    );
    expect(await ask(`{ companies(filter: { id: { eq: "${NEW}" } }) { totalCount } }`)).toEqual({
      data: { companies: { totalCount: 0 } },
    });
  });

  test('a domain that a company has is refused, and with upsert it is that company', async () => {
    const domainName = { primaryLinkUrl: 'https://harbor-analytics.example' };
    expect(await create({ name: 'Again', domainName })).toEqual(
      refused('createCompany', 'A duplicate entry was detected', {
        userFriendlyMessage: 'This Domain Name value is already in use. Please check your data and try again.',
        conflictingRecordId: C1,
        conflictingObjectNameSingular: 'company',
        code: 'BAD_USER_INPUT',
      }),
    );
    expect(await create({ name: 'Harbor Freight Analytics', domainName }, true)).toEqual({
      data: {
        createCompany: {
          id: C1,
          name: 'Harbor Freight Analytics',
          address: { addressCity: 'Los Angeles', addressState: 'California' },
        },
      },
    });
  });

  test('fills in what may not be absent; members are not for a key to make', async () => {
    expect(
      await ask(
        'mutation { createOpportunity(data: { name: "Fresh" }) { stage company { id } createdBy { source } } }',
      ),
    ).toEqual({
      data: { createOpportunity: { stage: 'NEW', company: null, createdBy: { source: 'API' } } },
    });
    expect(await ask('mutation { createWorkspaceMember(data: { userEmail: "x@x.example" }) { id } }')).toEqual(
      refused('createWorkspaceMember', 'Entity performing the request does not have permission', {
        userFriendlyMessage: 'User does not have permission.',
        subCode: 'PERMISSION_DENIED',
        code: 'FORBIDDEN',
      }),
    );
  });
});

describe('updating', () => {
  test('changes the given parts of a composite; an empty text is absent', async () => {
    expect(await update({ address: { addressCity: '' } })).toEqual({
      data: {
        updateCompany: {
          name: 'Harbor Freight Analytics',
          address: { addressCity: '', addressState: 'California' },
          accountOwnerId: null,
        },
      },
    });
    expect(
      await ask(
        '{ companies(filter: { and: [{ address: { addressCity: { is: NULL } } }, { address: { addressState: { eq: "California" } } }] }) { totalCount } }',
      ),
    ).toEqual({
      data: { companies: { totalCount: 2 } },
    });
  });

  test('moves a person to another company, in both directions of the relation', async () => {
    const move = `mutation { updatePerson(id: "${P1}", data: { company: { connect: { where: { id: "c0000000-0000-4000-8000-000000000022" } } } }) {
      company { deletedAt name people { totalCount edges { node { id } } } }
    } }`;
    expect(await ask(move)).toEqual({
      data: {
        updatePerson: {
          company: {
            deletedAt: null,
            name: 'Nowhere Ventures',
            people: { totalCount: 1, edges: [{ node: { id: P1 } }] },
          },
        },
      },
    });
    expect(
      await ask(`mutation { updatePerson(id: "${P1}", data: { company: { disconnect: true } }) { companyId } }`),
    ).toEqual({
      data: { updatePerson: { companyId: null } },
    });
  });

  test.each([
    [{ name: 5 }, 'Invalid string value 5 for text field "name"', badInput('INVALID_ARGS_DATA', 'Invalid value: "5"')],
    [
      { people: [] },
      'One-to-many relation people field does not support write operations.',
      badInput('INVALID_ARGS_DATA'),
    ],
    [
      { createdAt: null },
      'null value in column "createdAt" of relation "company" violates not-null constraint',
      {
        userFriendlyMessage: 'A required field is missing. Please provide all required values and try again.',
        code: 'BAD_USER_INPUT',
      },
    ],
    [
      { address: { nope: 1 } },
      'Invalid subfield nope for address field "address"',
      badInput('INVALID_ARGS_DATA', 'Invalid value for address.'),
    ],
    [
      { accountOwner: P1 },
      'Relation "accountOwner" requires connect or disconnect operation',
      badInput('INVALID_ARGS_DATA'),
    ],
    [
      { accountOwnerId: P1 },
      'insert or update on table "company" violates foreign key constraint "FK_abe91dff1e48d77edca339f387c"',
      {
        userFriendlyMessage:
          'This operation references a record that does not exist or cannot be modified due to existing relationships.',
        code: 'BAD_USER_INPUT',
      },
    ],
  ])('refused: %j', async (data, message, extensions) => {
    expect(await update(data)).toEqual(refused('updateCompany', message, extensions));
  });

  test('refused: an id that is none', async () => {
    expect(await update({}, 'x')).toEqual(
      refused('updateCompany', 'Missing required argument: "id" (UUID)', badInput('INVALID_QUERY_INPUT')),
    );
  });
});

describe('deleting', () => {
  const NOTE = 'a0e00000-0000-4000-8000-000000000001';
  const seen = `{ notes(filter: { id: { eq: "${NOTE}" } }) { totalCount } }`;

  beforeAll(async () => {
    await ask(`mutation { deleteNote(id: "${NOTE}") { id } }`);
  });

  test('takes what leads to a note with it, and keeps neither updates nor deleting again from it', async () => {
    expect(await ask(`{ noteTargets(filter: { noteId: { eq: "${NOTE}" } }) { totalCount } }`)).toEqual({
      data: { noteTargets: { totalCount: 0 } },
    });
    expect(await ask(`mutation { updateNote(id: "${NOTE}", data: { title: "x" }) { title } }`)).toEqual({
      data: { updateNote: { title: 'x' } },
    });
    expect(await ask(`mutation { deleteNote(id: "${NOTE}") { id } }`)).toEqual({ data: { deleteNote: { id: NOTE } } });
  });

  test('is undone by restoring, for good only by destroying', async () => {
    expect(await ask(`mutation { restoreNotes(filter: { title: { eq: "x" } }) { id deletedAt } }`)).toEqual({
      data: { restoreNotes: [{ id: NOTE, deletedAt: null }] },
    });
    expect(await ask(seen)).toEqual({ data: { notes: { totalCount: 1 } } });
    expect(await ask(`mutation { destroyNote(id: "${NOTE}") { title } }`)).toEqual({
      data: { destroyNote: { title: 'x' } },
    });
    expect(await ask('{ noteTargets(filter: { deletedAt: { is: NOT_NULL } }) { totalCount } }')).toEqual({
      data: { noteTargets: { totalCount: 0 } },
    });
  });

  test('refused: many without a filter', async () => {
    expect(await ask('mutation { destroyNotes { id } }')).toEqual(
      refused('destroyNotes', 'Missing required argument: "filter" (object)', badInput('INVALID_QUERY_INPUT')),
    );
  });
});

test('mutations of one request do not wait for one another', async () => {
  const query = `mutation {
    createCompany(data: { id: "${NEW}", name: "Late" }) { name }
    updateCompany(id: "${NEW}", data: { name: "Early" }) { name }
  }`;
  expect(await ask(query)).toEqual({
    data: { createCompany: { name: 'Late' }, updateCompany: null },
    errors: [{ message: 'Record not found', extensions: missing }],
  });
});
