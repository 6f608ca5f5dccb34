import { type GraphQLError, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { startTwenty } from '../../sandbox/twenty/index.ts';
import { execute } from '../testing/execute.ts';
import { company, context, MISSING, person, useTwenty } from './testing.ts';

const { ask, calls, upstream } = useTwenty(startTwenty);
/** Twenty has ids of versions 1 to 5 only. */
const VERSION_7 = '01890a5d-ac96-774b-bcce-b302099a8057';

it('takes its schema from the running server', () => {
  expect(upstream().schemaFrom).toBe('live');
  expect(upstream().lookups).toContain('crmCompaniesByIds');
});

describe('what Twenty refuses or ignores', () => {
  it('aliases at every depth, swapped ones too', async () => {
    const query = `{
      firms: crmCompanies(first: 1) { rows: edges { it: node { name: id id: name place: address { in: addressState } } } }
    }`;
    expect(await ask(query)).toEqual({
      data: {
        firms: { rows: [{ it: { name: company(1), id: 'Harbor Freight Analytics', place: { in: 'California' } } }] },
      },
    });
    expect(calls.map(({ text }) => text)).toEqual([
      'query($companies_first: Int) { companies(first: $companies_first) { edges { node { id name address { addressState } } } } }',
    ]);
  });

  it('a root field several times: equal arguments share a request, others have one of their own', async () => {
    const query = `{
      a: crmCompanies(first: 1) { edges { node { id } } }
      b: crmCompanies(first: 1, offset: 1) { edges { node { name } } }
      c: crmCompanies(first: 1) { edges { node { name } } }
      d: crmPeople(first: 1) { totalCount }
    }`;
    expect(await ask(query)).toEqual({
      data: {
        a: { edges: [{ node: { id: company(1) } }] },
        b: { edges: [{ node: { name: 'Golden Gate Robotics' } }] },
        c: { edges: [{ node: { name: 'Harbor Freight Analytics' } }] },
        d: { totalCount: 130 },
      },
    });
    expect(calls).toHaveLength(2);
  });

  it('__typename anywhere, and alone', async () => {
    const query = `{ __typename kind: __typename crmCompanies(first: 1) {
      __typename edges { __typename node { __typename createdBy { __typename } people(first: 1) { __typename } } }
    } }`;
    const node = {
      __typename: 'CrmCompany',
      createdBy: { __typename: 'CrmActor' },
      people: { __typename: 'CrmPersonConnection' },
    };
    expect(await ask(query)).toEqual({
      data: {
        __typename: 'Query',
        kind: 'Query',
        crmCompanies: { __typename: 'CrmCompanyConnection', edges: [{ __typename: 'CrmCompanyEdge', node }] },
      },
    });
    expect(await ask('{ __typename }')).toEqual({ data: { __typename: 'Query' } });
  });

  it('@include and @skip by variable, fragments, variable defaults, several operations', async () => {
    const query = `
      query Other { crmPeople { totalCount } }
      query Wanted($yes: Boolean = true, $no: Boolean!, $n: Int = 2) {
        crmCompanies(first: $n) @include(if: $yes) { edges { node { ...Named id @skip(if: $yes) } } }
        crmPeople @include(if: $no) { totalCount }
      }
      fragment Named on CrmCompany { ... on CrmCompany { name @include(if: $yes) } position @include(if: $no) }`;
    const variables = { no: false };
    expect(await execute(upstream(), { document: parse(query), variables, operationName: 'Wanted', context })).toEqual({
      data: {
        crmCompanies: {
          edges: [{ node: { name: 'Harbor Freight Analytics' } }, { node: { name: 'Golden Gate Robotics' } }],
        },
      },
    });
    expect(calls).toHaveLength(1);
  });

  it('several operators in a clause', async () => {
    const query = `{ crmCompanies(filter: {
      address: { addressLat: { gte: 36, lte: 39 }, addressLng: { gte: -124, lte: -118 } }
    }) { edges { node { name } } } }`;
    expect(await ask(query)).toEqual({
      data: { crmCompanies: { edges: [{ node: { name: 'Golden Gate Robotics' } }] } },
    });
  });

  it('an empty list in a filter: nothing is found, and nothing asked', async () => {
    const query = `{
      crmCompanies(filter: { id: { in: [] } }) {
        totalCount edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
      crmCompaniesGroupBy(groupBy: [{ name: true }], filter: { id: { in: [] } }) { totalCount }
    }`;
    const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
    expect(await ask(query)).toEqual({
      data: { crmCompanies: { totalCount: 0, edges: [], pageInfo }, crmCompaniesGroupBy: [] },
    });
    expect(calls).toEqual([]);
  });

  it('null for a condition', async () => {
    const query = 'query($ids: [UUID]) { crmCompanies(filter: { id: { in: $ids } }) { totalCount } }';
    expect(await ask(query, { ids: null })).toEqual({ data: { crmCompanies: { totalCount: 24 } } });
  });

  it('what does not fit the schema, before it leaves', async () => {
    const result = await ask('query($id: UUID!) { crmCompany(id: $id) { id } }', { id: 'abc' });
    expect(Object.keys(result)).toEqual(['errors']);
    expect(calls).toEqual([]);
  });
});

describe('one record', () => {
  it('is null without an error where it is missing', async () => {
    const query = `{ crmCompany(id: "${MISSING}") { id people { totalCount } } crmPeople(first: 1) { totalCount } }`;
    expect(await ask(query)).toEqual({ data: { crmCompany: null, crmPeople: { totalCount: 130 } } });
  });

  it('that was requested by an upper-case id has a lower-case one', async () => {
    const query = `{ crmCompany(id: "${company(1).toUpperCase()}") { id people { totalCount } } }`;
    expect(await ask(query)).toEqual({ data: { crmCompany: { id: company(1), people: { totalCount: 3 } } } });
  });

  it('comes with its connections and its groups in one request', async () => {
    const query = `query($id: UUID!) {
      crmCompany(id: $id) {
        name
        people(first: 1, orderBy: [{ position: DescNullsLast }], filter: { jobTitle: { eq: "CFO" } }) {
          totalCount
          edges { node { id } }
          pageInfo { hasNextPage hasPreviousPage }
        }
        opportunities { totalCount edges { node { stage amount { amountMicros } } } }
      }
      crmOpportunitiesGroupBy(
        groupBy: [{ stage: true }, { amount: { currencyCode: true } }]
        orderBy: [{ stage: AscNullsLast }, { amount: { currencyCode: AscNullsLast } }]
        filter: { companyId: { eq: $id } }
      ) {
        groupByDimensionValues totalCount sumAmountAmountMicros
      }
    }`;
    expect(await ask(query, { id: company(1) })).toEqual({
      data: {
        crmCompany: {
          name: 'Harbor Freight Analytics',
          people: {
            totalCount: 3,
            edges: [{ node: { id: person(41) } }],
            pageInfo: { hasNextPage: true, hasPreviousPage: false },
          },
          opportunities: {
            totalCount: 2,
            edges: [
              { node: { stage: 'NEW', amount: { amountMicros: 25_000_000_000 } } },
              { node: { stage: 'NEW', amount: { amountMicros: 400_000_000_000 } } },
            ],
          },
        },
        crmOpportunitiesGroupBy: [
          { groupByDimensionValues: ['NEW', 'CAD'], totalCount: 1, sumAmountAmountMicros: 25_000_000_000 },
          { groupByDimensionValues: ['NEW', 'USD'], totalCount: 1, sumAmountAmountMicros: 400_000_000_000 },
        ],
      },
    });
    expect(calls).toHaveLength(1);
  });
});

describe('aggregates of amounts', () => {
  const amounts = (currency: string) => `amount: { currencyCode: { eq: "${currency}" } }`;

  it('are of one currency: by a filter, or by groups', async () => {
    const query = `{
      dollars: crmOpportunities(filter: { ${amounts('USD')} }) { sumAmountAmountMicros maxAmountAmountMicros }
      both: crmOpportunities(filter: { and: [{ stage: { eq: NEW } }, { ${amounts('CAD')} }] }) { sumAmountAmountMicros }
      crmCompanies(first: 1) {
        edges { node { opportunities(filter: { ${amounts('USD')} }) { sumAmountAmountMicros } } }
      }
      groups: crmOpportunitiesGroupBy(
        groupBy: [{ amount: { currencyCode: true } }]
        orderBy: [{ aggregate: { sumAmountAmountMicros: AscNullsLast } }]
        limit: 2
      ) { groupByDimensionValues sumAmountAmountMicros }
    }`;
    expect(await ask(query)).toEqual({
      data: {
        dollars: { sumAmountAmountMicros: 8_625_000_000_000, maxAmountAmountMicros: 750_000_000_000 },
        both: { sumAmountAmountMicros: 550_000_000_000 },
        crmCompanies: { edges: [{ node: { opportunities: { sumAmountAmountMicros: 400_000_000_000 } } }] },
        groups: [
          { groupByDimensionValues: ['CAD'], sumAmountAmountMicros: 3_000_000_000_000 },
          { groupByDimensionValues: ['USD'], sumAmountAmountMicros: 8_625_000_000_000 },
        ],
      },
    });
  });

  it('are refused where currencies are mixed, of records and of groups, and in an order', async () => {
    const query = `{
      sum: crmOpportunities(filter: { or: [{ ${amounts('USD')} }, { ${amounts('CAD')} }] }) { sumAmountAmountMicros }
      mean: crmOpportunities(filter: { not: { ${amounts('USD')} } }) { avgAmountAmountMicros }
      crmCompany(id: "${company(1)}") { name opportunities { totalCount minAmountAmountMicros } }
      groups: crmOpportunitiesGroupBy(groupBy: [{ stage: true }]) { maxAmountAmountMicros }
      order: crmOpportunitiesGroupBy(
        groupBy: [{ stage: true }]
        orderBy: [{ aggregate: { sumAmountAmountMicros: AscNullsLast } }]
      ) { totalCount }
      counts: crmOpportunities { countEmptyAmount }
    }`;
    const { data, errors } = await ask(query);
    expect(data).toMatchObject({
      ...{ sum: null, mean: null, groups: null, order: null },
      crmCompany: { name: 'Harbor Freight Analytics', opportunities: null },
      counts: { countEmptyAmount: expect.any(Number) },
    });
    const remedy =
      'Amounts of several currencies are not added or compared: filter by `amount: { currencyCode: { eq: … } }`';
    expect(errors?.map((error: GraphQLError) => [error.path, error.message, error.extensions.code])).toEqual([
      [['sum'], `${remedy}.`, 'BAD_USER_INPUT'],
      [['mean'], `${remedy}.`, 'BAD_USER_INPUT'],
      [['crmCompany', 'opportunities'], `${remedy}.`, 'BAD_USER_INPUT'],
      [['groups'], `${remedy}, or group by \`amount: { currencyCode: true }\`.`, 'BAD_USER_INPUT'],
      [['order'], `${remedy}, or group by \`amount: { currencyCode: true }\`.`, 'BAD_USER_INPUT'],
    ]);
  });
});

describe('a lookup by ids', () => {
  const query = 'query($ids: [UUID!]!) { crmCompaniesByIds(ids: $ids) { name } }';
  const [one, two] = [{ name: 'Harbor Freight Analytics' }, { name: 'Golden Gate Robotics' }];

  it('keeps the order, repeats the repeated, and has null for the missing', async () => {
    const ids = [company(2), MISSING, company(1), company(2)];
    expect(await ask(query, { ids })).toEqual({ data: { crmCompaniesByIds: [two, null, one, two] } });
    expect(calls).toHaveLength(1);
  });

  it('asks nothing for no ids, nor for ids that no record can have', async () => {
    expect(await ask(query, { ids: [] })).toEqual({ data: { crmCompaniesByIds: [] } });
    expect(await ask(query, { ids: [VERSION_7] })).toEqual({ data: { crmCompaniesByIds: [null] } });
    expect(calls).toEqual([]);
  });

  it('comes with connections in one request', async () => {
    const nested =
      'query($ids: [UUID!]!) { crmCompaniesByIds(ids: $ids) { people(first: 1) { edges { node { id } } } } }';
    expect(await ask(nested, { ids: [company(2), company(1)] })).toEqual({
      data: {
        crmCompaniesByIds: [
          { people: { edges: [{ node: { id: person(2) } }] } },
          { people: { edges: [{ node: { id: person(1) } }] } },
        ],
      },
    });
    expect(calls).toHaveLength(1);
  });
});
