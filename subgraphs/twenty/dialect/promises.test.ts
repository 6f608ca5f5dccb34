import { assertObjectType, isLeafType, parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRecords, startTwenty, type TwentyRecord } from '../../../sandbox/twenty/index.ts';
import type { Upstream, UpstreamCall } from '../../contract/upstream.ts';
import { execute } from '../../testing/execute.ts';
import { connectTwenty } from '../index.ts';
import { API_KEY, askUpstream, company, context, LAKEFRONT, MISSING, person, useTwenty } from '../testing.ts';

const { ask, calls, upstream } = useTwenty(startTwenty);

describe('what is valid GraphQL is right, with as few upstream requests as Twenty allows', () => {
  it('aliases at every depth, swapped aliases, the same root field several times, fragments, @include/@skip with variables and literals on any field, variable defaults, __typename anywhere, several operations in a document', async () => {
    const query = `
      query Other { crmNotes { totalCount } }
      query Wanted($id: UUID!, $n: Int = 1, $no: Boolean = false, $yes: Boolean!) {
        __typename
        one: crmCompany(id: $id) { ...Swapped address @include(if: $no) { addressCity } staff: people(first: $n) { all: totalCount } }
        a: crmPeople(first: $n) { edges { node { kind: __typename id @skip(if: $yes) } } }
        b: crmPeople(first: 2) { edges { node { id @skip(if: true) n: position @include(if: true) } } }
        c: crmPeople(first: $n) @include(if: $no) { totalCount }
      }
      fragment Swapped on CrmCompany { name: id ... @include(if: $yes) { id: name } }`;
    const variables = { id: company(1), yes: true };
    expect(await execute(upstream(), { document: parse(query), variables, operationName: 'Wanted', context })).toEqual({
      data: {
        __typename: 'Query',
        one: { name: company(1), id: 'Harbor Freight Analytics', staff: { all: 3 } },
        a: { edges: [{ node: { kind: 'CrmPerson' } }] },
        b: { edges: [{ node: { n: 1 } }, { node: { n: 2 } }] },
      },
    });
  });

  it('different root fields share one request, repeated ones do not', async () => {
    await ask('{ crmCompanies { totalCount } crmPeople { totalCount } crmNotes { totalCount } }');
    expect(calls).toHaveLength(1);
    await ask(
      '{ a: crmCompanies(first: 1) { totalCount } b: crmCompanies(first: 2) { totalCount } crmPeople { totalCount } }',
    );
    expect(calls).toHaveLength(3);
  });
});

describe('arguments on nested connections work', () => {
  const people =
    'people(first: 2, offset: 1, filter: { jobTitle: { neq: "CFO" } }, orderBy: [{ position: DescNullsLast }])';

  it('under a company with more than 60 children, with true totalCount and pageInfo', async () => {
    const page = '{ totalCount pageInfo { hasNextPage hasPreviousPage } edges { node { jobTitle } } }';
    const { data } = await ask(
      `{ crmCompany(id: "${LAKEFRONT}") { people { totalCount } last: people(last: 61) ${page} } }`,
    );
    const { people, last } = data.crmCompany;
    expect(people).toEqual({ totalCount: 73 });
    expect(last).toMatchObject({ totalCount: 73, pageInfo: { hasNextPage: false, hasPreviousPage: true } });
    expect(last.edges).toHaveLength(61);
  });

  it('under many companies at once: one request serves all parents, a page per parent is cut here', async () => {
    const { data } = await ask(
      `{ crmCompanies { edges { node { id ${people} { totalCount edges { node { position } } } } } } }`,
    );
    expect(calls).toHaveLength(2);
    const { people: staff = [] } = loadRecords();
    for (const { node } of data.crmCompanies.edges) {
      const own = staff.filter(({ companyId, jobTitle }) => companyId === node.id && jobTitle !== 'CFO').toReversed();
      expect(node.people).toEqual({
        totalCount: own.length,
        edges: own.slice(1, 3).map(({ position }) => ({ node: { position } })),
      });
    }
  });

  it('to-many inside to-many works by a further wave', async () => {
    const query = `{ crmCompanies(first: 2) { edges { node { people(first: 1) { edges { node {
      id pointOfContactForOpportunities(first: 1) { totalCount }
    } } } } } } }`;
    const node = (n: number) => ({
      node: { people: { edges: [{ node: { id: person(n), pointOfContactForOpportunities: { totalCount: 2 } } }] } },
    });
    expect(await ask(query)).toEqual({ data: { crmCompanies: { edges: [node(1), node(2)] } } });
    expect(calls).toHaveLength(3);
  });
});

describe('what is deleted is null, and its id with it, whatever else is selected', () => {
  it.each(['companyId', 'company { id } companyId', 'company { name people { totalCount } } companyId'])(
    '%s',
    async (selection) => {
      await ask(`mutation { crmDeleteCompany(id: "${company(2)}") { id } }`);
      const query = `{ crmPeople(filter: { companyId: { eq: "${company(2)}" } }, first: 1) { edges { node { ${selection} } } } }`;
      const { data } = await ask(query);
      await ask(`mutation { crmRestoreCompany(id: "${company(2)}") { id } }`);
      expect(data.crmPeople.edges[0].node).toMatchObject({ companyId: null });
    },
  );

  it('but the people of deleted companies are found', async () => {
    const ids = [company(2), company(3)];
    await ask(`mutation { crmDeleteCompanies(filter: { id: { in: ${JSON.stringify(ids)} } }) { id } }`);
    const query = `{ crmCompanies(filter: { deletedAt: { is: NOT_NULL } }) { edges { node { people { totalCount edges { node { company { name } } } } } } } }`;
    const { data } = await ask(query);
    await ask(`mutation { crmRestoreCompanies(filter: { id: { in: ${JSON.stringify(ids)} } }) { id } }`);
    const people = { totalCount: 3, edges: [1, 2, 3].map(() => ({ node: { company: null } })) };
    expect(data.crmCompanies.edges).toEqual([{ node: { people } }, { node: { people } }]);
  });

  it('a relation behind a relation is answered', async () => {
    const query =
      '{ crmOpportunities(first: 1) { edges { node { pointOfContact { company { accountOwner { id } name } } } } } }';
    const { data } = await ask(query);
    expect(data.crmOpportunities.edges[0].node.pointOfContact.company.name).toBe('Harbor Freight Analytics');
    expect(calls).toHaveLength(1);
  });
});

describe('the bound past which it asks per parent is 10,000 rows', () => {
  const sent: UpstreamCall[] = [];
  let twenty: Upstream;
  let server: Awaited<ReturnType<typeof startTwenty>>;
  beforeAll(async () => {
    const companies = [1, 2].map((n): TwentyRecord => ({ id: company(n), name: `${n}` }));
    const people = Array.from(
      { length: 10_001 },
      (_, n): TwentyRecord => ({
        id: person(n + 1),
        companyId: company(n === 10_000 ? 2 : 1),
        jobTitle: n === 0 ? 'CEO' : 'Clerk',
      }),
    );
    server = await startTwenty({ apiKey: API_KEY, records: { companies, people } });
    twenty = await connectTwenty({ url: server.url, apiKey: API_KEY, onCall: (call) => void sent.push(call) }).load();
  });
  afterAll(async () => {
    await twenty.close();
    await server.close();
  });

  it.each([
    ['more', '', [10_000, 1], 4],
    ['as many', '(filter: { jobTitle: { eq: "Clerk" } })', [9_999, 1], 2],
  ])('%s', async (_, args, counts, requests) => {
    sent.length = 0;
    const result = await askUpstream(twenty, `{ crmCompanies { edges { node { people${args} { totalCount } } } } }`);
    expect(result).toEqual({
      data: { crmCompanies: { edges: counts.map((totalCount) => ({ node: { people: { totalCount } } })) } },
    });
    expect(sent).toHaveLength(requests);
  });
});

describe('filters do as the schema promises, without a request that must fail', () => {
  const version7 = '01890a5d-ac96-774b-bcce-b302099a8057';
  it.each<[what: string, filter: string, count: number, requests: number]>([
    ['several operators in a clause', '{ position: { gte: 2, lt: 5, neq: 3 } }', 2, 1],
    ['in: [] (an empty result)', '{ id: { in: [] } }', 0, 0],
    ['in: null', '{ id: { in: null } }', 24, 1],
    ['ids that no record can have', `{ id: { in: ["${version7}"] } }`, 0, 0],
    ['their order', `{ id: { gt: "${version7}" } }`, 24, 1],
    ['what is not one of them', `{ not: { accountOwnerId: { eq: "${version7}" } } }`, 0, 1],
  ])('%s', async (_, filter, totalCount, requests) => {
    expect(await ask(`{ crmCompanies(filter: ${filter}) { totalCount } }`)).toEqual({
      data: { crmCompanies: { totalCount } },
    });
    expect(calls).toHaveLength(requests);
  });

  it('ids that are no UUID', async () => {
    expect(await ask('{ crmCompanies(filter: { id: { eq: "x" } }) { totalCount } }')).not.toHaveProperty('data');
    expect(calls).toEqual([]);
  });
});

describe('records and pages', () => {
  it('crmCompany(id) of a missing record is null, without an error', async () => {
    expect(await ask(`{ crmCompany(id: "${MISSING}") { name } }`)).toEqual({ data: { crmCompany: null } });
  });

  it('last without before gives the last rows; hasPreviousPage is true when it is', async () => {
    const query = '{ crmCompanies(last: 1) { edges { node { id } } pageInfo { hasPreviousPage hasNextPage } } }';
    expect(await ask(query)).toEqual({
      data: {
        crmCompanies: {
          edges: [{ node: { id: company(24) } }],
          pageInfo: { hasPreviousPage: true, hasNextPage: false },
        },
      },
    });
  });
});

describe('mutations and errors', () => {
  it('mutations run one after another', async () => {
    const query = `mutation {
      a: crmCreateCompany(data: { id: "${company(901)}", name: "A" }) { name }
      b: crmUpdateCompany(id: "${company(901)}", data: { name: "B" }) { name }
      c: crmDestroyCompany(id: "${company(901)}") { id }
    }`;
    expect(await ask(query)).toEqual({
      data: { a: { name: 'A' }, b: { name: 'B' }, c: { id: company(901) } },
    });
    expect(calls).toHaveLength(3);
  });

  it.each([
    ['unknown enum values', '{ crmOpportunities(filter: { stage: { eq: NOPE } }) { totalCount } }'],
    ['unknown fields', '{ crmCompanies { edges { node { nope } } } }'],
    [
      'unknown fields of what is written',
      'mutation($data: CrmCompanyCreateInput!) { crmCreateCompany(data: $data) { id } }',
    ],
  ])('%s are refused before they leave', async (_, query) => {
    expect(await ask(query, { data: { nope: 1 } })).toMatchObject({
      errors: [{ message: expect.stringMatching(/nope/i) }],
    });
    expect(calls).toEqual([]);
  });

  it('errors get the path that Twenty leaves out', async () => {
    const query = `{
      firms: crmCompanies(after: "x") { totalCount }
      crmCompany(id: "${company(1)}") { name staff: people(after: "x") { totalCount } }
    }`;
    const error = (...path: string[]) => ({
      message: '"x" is not a cursor of this list: pass one that the list returned.',
      path,
      extensions: { code: 'BAD_USER_INPUT', upstream: 'twenty' },
    });
    expect(await ask(query)).toEqual({
      data: { firms: null, crmCompany: { name: 'Harbor Freight Analytics', staff: null } },
      errors: [error('firms'), error('crmCompany', 'staff')],
    });
  });

  it('a choice that the schema does not have is an error with a code', async () => {
    const opportunities: TwentyRecord[] = [{ id: company(1), name: 'A', stage: 'LATER' }];
    const server = await startTwenty({ apiKey: API_KEY, records: { opportunities } });
    const twenty = await connectTwenty({ url: server.url, apiKey: API_KEY }).load();
    expect(await askUpstream(twenty, '{ crmOpportunities { edges { node { name stage } } } }')).toMatchObject({
      errors: [
        {
          message: 'Twenty returned an invalid value for "stage".',
          path: ['crmOpportunities', 'edges', 0, 'node', 'stage'],
          extensions: { code: 'UPSTREAM_FAILED', upstream: 'twenty' },
        },
      ],
    });
    await twenty.close();
    await server.close();
  });
});

describe('aggregates', () => {
  it.each([
    ['crmAttachments', 'CrmAttachmentConnection'],
    ['crmNoteTargets', 'CrmNoteTargetConnection'],
    ['crmTasks', 'CrmTaskConnection'],
  ])('of %s are deprecated if Twenty cannot compute them, and no others', async (root, type) => {
    const fields = Object.values(assertObjectType(upstream().schema.getType(type)).getFields());
    const deprecated: string[] = [];
    for (const { name, deprecationReason } of fields.filter((field) => isLeafType(field.type))) {
      const { errors } = await ask(`{ ${root} { ${name} } }`);
      expect([name, errors !== undefined]).toEqual([name, deprecationReason !== undefined]);
      if (deprecationReason) deprecated.push(name);
    }
    expect(deprecated.length).toBe({ crmAttachments: 35, crmNoteTargets: 15, crmTasks: 0 }[root]);
  });
});
