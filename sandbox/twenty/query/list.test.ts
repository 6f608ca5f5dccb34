import { describe, expect, test } from 'vitest';
import { badInput, refused, useTwenty } from '../testing.ts';

const { ask } = useTwenty();

async function names(args: string, variables?: Record<string, unknown>): Promise<unknown> {
  const answer = (await ask(`query($v: Any) { companies(${args}) { edges { node { name } } } }`, variables)) as {
    data: { companies: { edges: { node: { name: string } }[] } | null };
  };
  return answer.data.companies?.edges.map(({ node }) => node.name) ?? answer;
}

const filtered = (filter: string) => names(`filter: ${filter}, orderBy: [{ name: AscNullsLast }], first: 3`);

describe('filters', () => {
  test.each([
    ['{ name: { endsWith: "Co" } }', ['Cascade Timber Co']],
    ['{ name: { startsWith: "%" } }', []],
    ['{ name: { ilike: "_rairie\\\\ %" } }', ['Prairie Grain']],
    ['{ name: { ilike: "%donnees%" } }', []],
    ['{ name: { gte: "Puget Cloud" } }', ['Puget Cloud', 'Quote "Inc" \\ Ünïcode 株式会社', 'Rocky Oil Sands']],
    ['{ position: { lt: 3 } }', ['Golden Gate Robotics', 'Harbor Freight Analytics']],
    ['{ createdAt: { eq: "2025-01-03T10:00:00+01:00" } }', ['Cascade Timber Co']],
    ['{ annualRevenue: { amountMicros: { in: ["12000000000000"] } } }', ['State Only Holdings']],
    ['{ id: { gt: "C0000000-0000-4000-8000-000000000023" } }', ['Quote "Inc" \\ Ünïcode 株式会社']],
    ['{ address: { addressCountry: { eq: "" } } }', ['Nowhere Ventures']],
    ['{ address: { addressCountry: { is: NULL } } }', ['Nowhere Ventures']],
  ])('%s', async (filter, expected) => {
    expect(await filtered(filter)).toEqual(expected);
  });

  test('what is absent is neither equal nor unequal to anything', async () => {
    expect(await filtered('{ position: { gte: 21 }, address: { addressState: { neq: "Hawaii" } } }')).toEqual([
      'Atlantic Shipyards',
      'State Only Holdings',
    ]);
    expect(await filtered('{ position: { gte: 21 }, not: { address: { addressState: { eq: "Hawaii" } } } }')).toEqual([
      'Atlantic Shipyards',
      'State Only Holdings',
    ]);
    expect(await filtered('{ name: { eq: null } }')).toEqual([]);
  });

  test('the column of a relation to an object that the schema does not have is an empty one', async () => {
    const some = '["c0000000-0000-4000-8000-000000000001"]';
    const id = 'a1000000-0000-4000-8000-000000000001';
    await ask(`mutation { createAttachment(data: { id: "${id}", name: "A" }) { id } }`);
    const counted = async (filter: string) => ask(`{ attachments(filter: ${filter}) { totalCount } }`);
    const count = (totalCount: number) => ({ data: { attachments: { totalCount } } });
    expect(await counted('{ targetDashboardId: { is: NULL } }')).toEqual(count(1));
    expect(await counted('{ targetWorkflowId: { is: NOT_NULL } }')).toEqual(count(0));
    expect(await counted(`{ targetDashboardId: { in: ${some} } }`)).toEqual(count(0));
    expect(await counted(`{ not: { targetDashboardId: { in: ${some} } } }`)).toEqual(count(0));
    await ask(`mutation { destroyAttachment(id: "${id}") { id } }`);
  });

  test('an empty `and` and an empty `or` are true, an empty `not` is false', async () => {
    expect(await filtered('{ position: { eq: 1 }, and: [], or: [] }')).toEqual(['Harbor Freight Analytics']);
    expect(await filtered('{ position: { eq: 1 }, not: {} }')).toEqual([]);
  });

  const invalid = (message: string, userFriendlyMessage?: string, subCode = 'INVALID_ARGS_FILTER') =>
    refused('companies', message, badInput(subCode, userFriendlyMessage));

  test.each([
    [
      '{ name: { regex: "^P" } }',
      invalid(
        'Operator "regex" is not valid for field "name" of type TEXT - Allowed operators: eq, neq, gt, gte, lt, lte, in, is, like, ilike, startsWith, endsWith',
        'Invalid filter : Operator "regex" is not valid for this "name" TEXT field',
      ),
    ],
    ['{ address: { nope: { eq: "x" } } }', invalid('Sub field "nope" not found for composite type: ADDRESS')],
    [
      '{ position: { eq: "first" } }',
      invalid('Invalid number value NaN for field "position"', 'Invalid value for number: "NaN"'),
    ],
    [
      '{ createdAt: { gt: "soon" } }',
      invalid(
        `Invalid value 'soon' for date-time field "createdAt". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'`,
        `Invalid value for date-time: "'soon'". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'`,
      ),
    ],
    [
      '{ people: { name: { firstName: { eq: "Ada" } } } }',
      invalid(
        'Cannot filter by relation field "people"',
        'Invalid filter: filtering by relation field "people" is not supported',
      ),
    ],
    [
      '{ accountOwner: "x" }',
      invalid(
        'Cannot filter by relation field "accountOwner": use "accountOwnerId" instead',
        'Invalid filter: use "accountOwnerId" to filter by this relation field',
      ),
    ],
    [
      '{ name: "Prairie Grain" }',
      invalid('Filter value for field "name" must be an object', 'Invalid filter: filter value must be an object'),
    ],
    [
      '{ name: { in: "Prairie Grain" } }',
      invalid(
        'Filter operator "in" requires an array value for field name',
        'Invalid filter: "in" operator requires an array',
      ),
    ],
    [
      '{ and: { name: { eq: "Prairie Grain" } } }',
      refused('companies', 'value.map is not a function', { code: 'INTERNAL_SERVER_ERROR' }),
    ],
  ])('refused: %s', async (filter, expected) => {
    expect(await filtered(filter)).toEqual(expected);
  });

  test('a relation filter goes one hop', async () => {
    const query = '{ opportunities(filter: { pointOfContact: { company: { name: { eq: "x" } } } }) { totalCount } }';
    expect(await ask(query)).toEqual(
      refused(
        'opportunities',
        'Relation filter nesting deeper than 1 hop is not supported',
        badInput('INVALID_ARGS_FILTER', 'Relation filters can only traverse one relation deep'),
      ),
    );
  });

  test('ids and join columns narrow a filter within `and` too', async () => {
    const query = `query($c: [UUID]) {
      opportunities(filter: { and: [{ stage: { neq: NEW } }, { companyId: { in: $c } }] }) { totalCount edges { node { name } } }
    }`;
    const c = ['c0000000-0000-4000-8000-000000000002', 'c0000000-0000-4000-8000-000000000001'];
    expect(await ask(query, { c })).toEqual({
      data: {
        opportunities: {
          totalCount: 2,
          edges: [{ node: { name: 'Data licence 2026 #2' } }, { node: { name: 'Data licence 2026 #17' } }],
        },
      },
    });
  });
});

describe('orders', () => {
  test('nulls come where the order places them, and keys of relations are followed', async () => {
    const byRevenue = (direction: string) => `first: 1, orderBy: [{ annualRevenue: { amountMicros: ${direction} } }]`;
    expect(await names(byRevenue('DescNullsFirst'))).toEqual(['Nowhere Ventures']);
    expect(await names(byRevenue('AscNullsLast'))).toEqual(['Quote "Inc" \\ Ünïcode 株式会社']);
    const query =
      '{ people(first: 1, orderBy: [{ company: { name: DescNullsLast } }]) { edges { cursor node { company { name } } } } }';
    expect(await ask(query)).toEqual({
      data: {
        people: {
          edges: [
            {
              cursor: Buffer.from(
                '{"company":{"id":"c0000000-0000-4000-8000-000000000008","name":"Twin Cities Health"},"id":"9e000000-0000-4000-8000-000000000008"}',
              ).toString('base64'),
              node: { company: { name: 'Twin Cities Health' } },
            },
          ],
        },
      },
    });
  });

  test.each([
    ['[{ nope: AscNullsLast }]', 'Field "nope" does not exist or is not sortable', 'FIELD_NOT_FOUND'],
    [
      '[{ name: Up }]',
      'Scalar field "name" requires a direction value (AscNullsFirst, AscNullsLast, DescNullsFirst, DescNullsLast)',
      'INVALID_QUERY_INPUT',
    ],
    ['"name"', 'Invalid argument: "orderBy" must be an array', 'INVALID_QUERY_INPUT'],
  ])('refused: %s', async (orderBy, message, subCode) => {
    expect(await names(`orderBy: ${orderBy}`)).toEqual(refused('companies', message, badInput(subCode)));
  });
});

describe('pages', () => {
  const PAGE = `query($args: String, $before: String, $first: Int, $last: Int) {
    people(first: $first, last: $last, after: $args, before: $before, orderBy: [{ name: { lastName: DescNullsLast } }]) {
      edges { node { id name { lastName } } } pageInfo { startCursor endCursor hasNextPage hasPreviousPage }
    }
  }`;
  interface Page {
    data: { people: { edges: { node: { id: string } }[]; pageInfo: Record<string, unknown> } };
  }

  test('forwards and backwards by cursor, every record is met once', async () => {
    const ids: string[] = [];
    let after: unknown;
    for (let more: unknown = true; more; ) {
      const { data } = (await ask(PAGE, { first: 40, args: after })) as Page;
      ids.push(...data.people.edges.map(({ node }) => node.id));
      ({ hasNextPage: more, endCursor: after } = data.people.pageInfo);
    }
    expect(new Set(ids).size).toBe(130);
    const { data } = (await ask(PAGE, { last: 129, before: after })) as Page;
    expect(data.people.edges.map(({ node }) => node.id)).toEqual(ids.slice(0, -1));
    expect(data.people.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
  });

  test('a page whose order is not selected has a cursor that leads to the first page again', async () => {
    const order = 'orderBy: [{ annualRevenue: { amountMicros: AscNullsLast } }]';
    const { data } = (await ask(`{ companies(first: 22, ${order}) { pageInfo { endCursor } } }`)) as {
      data: { companies: { pageInfo: { endCursor: string } } };
    };
    const cursor = Buffer.from(data.companies.pageInfo.endCursor, 'base64').toString();
    expect(JSON.parse(cursor)).toEqual({ annualRevenue: {}, id: expect.any(String) });
    const next = await names(`after: $v, ${order}`, { v: data.companies.pageInfo.endCursor });
    expect(next).toEqual(await names(order));
  });

  test('rows with nothing in the key get lost behind the first page that ends before them', async () => {
    const order = 'orderBy: [{ annualRevenue: { amountMicros: AscNullsLast } }]';
    const page = `{ companies(first: 22, ${order}) { edges { node { annualRevenue { amountMicros } } } pageInfo { endCursor } } }`;
    const { data } = (await ask(page)) as { data: { companies: { pageInfo: { endCursor: string } } } };
    const rest = await names(`after: $v, ${order}`, { v: data.companies.pageInfo.endCursor });
    expect(rest).toEqual(['Hudson Markets']);
  });

  test.each([
    ['first: 1, last: 1', 'Cannot provide both first and last', 'ARGS_CONFLICT'],
    ['before: "x", first: 1', 'Cannot provide both before and first', 'ARGS_CONFLICT'],
    ['first: -1', 'First argument must be non-negative', 'INVALID_ARGS_FIRST'],
    ['first: "1"', 'Invalid argument: "first" must be a number', 'INVALID_QUERY_INPUT'],
    ['after: "x"', 'Invalid cursor: x', 'INVALID_CURSOR'],
    ['after: "eyJuYW1lIjoiQSJ9"', 'Invalid cursor', 'INVALID_CURSOR'],
  ])('refused: %s', async (args, message, subCode) => {
    expect(await names(args)).toEqual(refused('companies', message, badInput(subCode)));
  });
});

describe('a workspace of many', () => {
  const many = useTwenty({
    notes: Array.from({ length: 450 }, (_, index) => ({
      id: `a0e00000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    })),
  });
  const count = (args: string) => `{ notes${args} { totalCount edges { node { id } } pageInfo { hasNextPage } } }`;
  interface Notes {
    data: { notes: { totalCount: number; edges: unknown[]; pageInfo: unknown } };
  }

  test('a page has 200 unless more are requested, and there is no maximum', async () => {
    const { notes } = ((await many.ask(count(''))) as Notes).data;
    expect([notes.totalCount, notes.edges.length, notes.pageInfo]).toEqual([450, 200, { hasNextPage: true }]);
    const all = ((await many.ask(count('(first: 100000)'))) as Notes).data.notes;
    expect([all.totalCount, all.edges.length, all.pageInfo]).toEqual([450, 450, { hasNextPage: false }]);
  });
});
