import { describe, expect, test } from 'vitest';
import { badInput, refused, useTwenty } from '../testing.ts';

const { ask } = useTwenty();

describe('aggregates of a connection', () => {
  test('count the empty, the filled and the different, and reckon with the rest', async () => {
    const query = `{ companies {
      countEmptyLinkedinLink countNotEmptyAnnualRevenue countUniqueValuesAddress percentageEmptyLinkedinLink
      minAnnualRevenueAmountMicros avgAnnualRevenueAmountMicros maxCreatedAt nope
    } }`;
    expect(await ask(query)).toEqual({
      data: {
        companies: {
          countEmptyLinkedinLink: 24,
          countNotEmptyAnnualRevenue: 23,
          countUniqueValuesAddress: 23,
          percentageEmptyLinkedinLink: 1,
          minAnnualRevenueAmountMicros: 5000000000000,
          avgAnnualRevenueAmountMicros: 462043478260869.56,
          maxCreatedAt: '2025-01-24T09:00:00.000Z',
          nope: null,
        },
      },
    });
  });

  test('over no record are null, the total count aside', async () => {
    const query = `{ companies(filter: { name: { eq: "x" } }) {
      totalCount countEmptyName percentageEmptyName sumAnnualRevenueAmountMicros
    } }`;
    expect(await ask(query)).toEqual({
      data: {
        companies: {
          totalCount: 0,
          countEmptyName: null,
          percentageEmptyName: null,
          sumAnnualRevenueAmountMicros: null,
        },
      },
    });
  });

  test('of a nested connection are of all its records', async () => {
    const query = `{ companies(first: 1) { edges { node { opportunities { totalCount sumAmountAmountMicros } } } } }`;
    expect(await ask(query)).toEqual({
      data: {
        companies: { edges: [{ node: { opportunities: { totalCount: 2, sumAmountAmountMicros: 425000000000 } } }] },
      },
    });
  });
});

describe('groups', () => {
  test('by a field, in the order of an aggregate, with a limit', async () => {
    const query = `{ opportunitiesGroupBy(
      groupBy: [{ stage: true }], orderBy: [{ aggregate: { sumAmountAmountMicros: DescNullsLast } }], limit: 2
    ) { __typename groupByDimensionValues totalCount sumAmountAmountMicros } }`;
    expect(await ask(query)).toEqual({
      data: {
        opportunitiesGroupBy: [
          {
            __typename: 'OpportunityConnection',
            groupByDimensionValues: ['CUSTOMER'],
            totalCount: 6,
            sumAmountAmountMicros: 2625000000000,
          },
          {
            __typename: 'OpportunityConnection',
            groupByDimensionValues: ['PROPOSAL'],
            totalCount: 6,
            sumAmountAmountMicros: 2475000000000,
          },
        ],
      },
    });
  });

  test('by a field of a relation and of a composite; numbers of a group are digits, and nulls come last', async () => {
    const query = `{ peopleGroupBy(
      groupBy: [{ company: { annualRevenue: { amountMicros: true } } }],
      filter: { companyId: { in: ["c0000000-0000-4000-8000-000000000001"] } }
    ) { groupByDimensionValues totalCount } }`;
    expect(await ask(query)).toEqual({
      data: { peopleGroupBy: [{ groupByDimensionValues: ['48000000000000'], totalCount: 3 }] },
    });
    const states = `{ companiesGroupBy(
      groupBy: [{ address: { addressState: true } }], filter: { position: { gte: 21 } }
    ) { groupByDimensionValues } }`;
    expect(await ask(states)).toEqual({
      data: {
        companiesGroupBy: [
          { groupByDimensionValues: ['California'] },
          { groupByDimensionValues: ['Hawaii'] },
          { groupByDimensionValues: ['Nova Scotia'] },
          { groupByDimensionValues: [null] },
        ],
      },
    });
  });

  test.each([
    ['DAY', 'timeZone: "Asia/Tokyo"', '2025-01-06'],
    ['WEEK', 'timeZone: "UTC"', '2024-12-30'],
    ['WEEK', 'timeZone: "UTC", weekStartDay: SUNDAY', '2025-01-05'],
    ['MONTH', 'timeZone: "UTC"', '2025-01-01'],
    ['QUARTER', 'timeZone: "America/Los_Angeles"', '2025-01-01'],
    ['YEAR', 'timeZone: "UTC"', '2025-01-01'],
    ['DAY_OF_THE_WEEK', '', 'Sunday'],
    ['MONTH_OF_THE_YEAR', '', 'January'],
    ['QUARTER_OF_THE_YEAR', '', 'Q1'],
    ['NONE', '', '2025-01-05T22:30:00.000Z'],
  ])('by date: %s %s', async (granularity, rest, expected) => {
    const query = `{ notesGroupBy(groupBy: [{ createdAt: { granularity: ${granularity} ${rest} } }]) {
      groupByDimensionValues
    } }`;
    expect(await dated.ask(query)).toEqual({ data: { notesGroupBy: [{ groupByDimensionValues: [expected] }] } });
  });

  test('show at most ten of their records, and five of what these relate to', async () => {
    const query = `{ peopleGroupBy(
      groupBy: [{ company: { name: true } }], filter: { companyId: { eq: "c0000000-0000-4000-8000-000000000009" } },
      orderByForRecords: [{ position: DescNullsLast }], offsetForRecords: 1
    ) { totalCount edges { node { position company { deletedAt people { totalCount edges { node { id } } } } } } } }`;
    const { data } = (await ask(query)) as {
      data: { peopleGroupBy: { totalCount: number; edges: { node: { position: number; company: unknown } }[] }[] };
    };
    const [group] = data.peopleGroupBy;
    expect(group?.totalCount).toBe(73);
    expect(group?.edges.map(({ node }) => node.position)).toEqual([129, 128, 127, 126, 125, 124, 123, 122, 121, 120]);
    expect(group?.edges[0]?.node.company).toMatchObject({ people: { totalCount: 5 } });
  });

  test.each([
    ['[{ name: true, createdAt: { granularity: NONE } }]', 'fields'],
    ['[{ address: { addressState: true, addressCity: true } }]', 'subfields'],
  ])('refused: %s', async (groupBy, what) => {
    expect(await ask(`{ companiesGroupBy(groupBy: ${groupBy}) { totalCount } }`)).toEqual(
      refused(
        'companiesGroupBy',
        `You cannot provide multiple ${what} in one GroupByInput, split them into multiple GroupByInput`,
        badInput('INVALID_QUERY_INPUT'),
      ),
    );
  });

  test('refused: a period without a time zone, an order by what is not grouped by, a view', async () => {
    expect(await ask('{ companiesGroupBy(groupBy: [{ createdAt: { granularity: DAY } }]) { totalCount } }')).toEqual(
      refused(
        'companiesGroupBy',
        'Time zone should be specified for a group by date on Day, Week, Month, Quarter or Year',
        badInput('MISSING_TIMEZONE_FOR_DATE_GROUP_BY'),
      ),
    );
    const ordered = `{ companiesGroupBy(groupBy: [{ name: true }], orderBy: [{ id: AscNullsLast }]) { totalCount } }`;
    expect(await ask(ordered)).toEqual(
      refused('companiesGroupBy', 'Cannot order by a field that is not an aggregate nor in groupBy criteria: id.', {
        code: 'BAD_USER_INPUT',
      }),
    );
    const viewed = `{ companiesGroupBy(groupBy: [{ name: true }], viewId: "x") { totalCount } }`;
    expect(await ask(viewed)).toEqual(refused('companiesGroupBy', 'View not found', { code: 'NOT_FOUND' }));
  });
});

const dated = useTwenty({
  notes: [{ id: 'a0e00000-0000-4000-8000-000000000001', createdAt: '2025-01-05T22:30:00.000Z' }],
});
